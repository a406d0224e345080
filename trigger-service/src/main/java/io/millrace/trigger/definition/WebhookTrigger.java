package io.millrace.trigger.definition;

import java.util.Set;

/**
 * A trigger that is fired by an HTTP request.
 *
 * @param tenant owner
 * @param name unique within the tenant
 * @param authentication who is believed
 * @param target what a delivery becomes
 * @param methods HTTP methods that are let in, in capitals, at least one
 * @param deduplication where a delivery says which one it is
 */
public record WebhookTrigger(
        String tenant,
        String name,
        Authentication authentication,
        Target target,
        Set<String> methods,
        Deduplication deduplication) {
    /** Copies the methods. */
    public WebhookTrigger {
        methods = Set.copyOf(methods);
    }
}
