package io.millrace.trigger.webhook;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvent that a delivery became.
 *
 * @param tenant owner
 * @param id 64 hexadecimal digits, the same for a repeated delivery
 * @param source {@code /hooks/{tenant}/{trigger}}
 * @param type CloudEvents type
 * @param time of receipt
 * @param extensions further attributes by name
 * @param data JSON text; null when the body was empty
 */
public record WebhookEvent(
        String tenant,
        String id,
        String source,
        String type,
        Instant time,
        Map<String, String> extensions,
        @Nullable String data) {
    /** Type of events that go to one workflow. */
    public static final String DEFAULT_TYPE = "io.millrace.webhook";
    /** Extension that says which workflow an event is for, as {@code workflow:<name>}. */
    public static final String TARGET = "millracetarget";

    /** Copies the extensions. */
    public WebhookEvent {
        extensions = Map.copyOf(extensions);
    }
}
