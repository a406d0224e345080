package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.Authentication;
import io.millrace.trigger.definition.Deduplication;
import io.millrace.trigger.definition.Target;
import io.millrace.trigger.definition.WebhookTrigger;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** What senders say beside their data: which delivery it is, which event they mean, and Slack's question. */
final class Senders {
    private static final JsonPointer STRIPE_ID = JsonPointer.compile("/id");
    private static final JsonPointer SLACK_ID = JsonPointer.compile("/event_id");
    private static final JsonPointer SLACK_TYPE = JsonPointer.compile("/type");
    private static final JsonPointer SLACK_CHALLENGE = JsonPointer.compile("/challenge");
    private static final int LONGEST_CHALLENGE = 1_000;
    // What goes into an attribute comes from outside and is shown to people: short and printable.
    private static final Pattern ATTRIBUTE = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private Senders() {}

    /**
     * Which delivery it is: as the trigger's rule says, else as the scheme's senders say, else unknown (null).
     */
    static @Nullable String deliveryId(WebhookTrigger trigger, Delivery delivery, Body body) {
        String byRule = switch (trigger.deduplication()) {
            case Deduplication.ByHeader(String name) -> nonEmpty(delivery.header(name));
            case Deduplication.ByPointer(JsonPointer pointer) -> body.scalar(pointer);
            case Deduplication.ByScheme _ -> null;
        };
        return byRule != null
                ? byRule
                : switch (trigger.authentication()) {
                    case Authentication.GitHub _ -> nonEmpty(delivery.header("X-GitHub-Delivery"));
                    case Authentication.Stripe _ -> body.scalar(STRIPE_ID);
                    case Authentication.Slack _ -> body.scalar(SLACK_ID);
                    case Authentication.StandardWebhooks _ -> nonEmpty(delivery.header("webhook-id"));
                    case Authentication.Token _, Authentication.None _ -> nonEmpty(delivery.header("Idempotency-Key"));
                };
    }

    /** Extension attributes; their names are lower-case letters and digits, as CloudEvents asks. */
    static Map<String, String> extensions(WebhookTrigger trigger, Delivery delivery, @Nullable String deliveryId) {
        Map<String, String> extensions = new TreeMap<>();
        if (trigger.target() instanceof Target.Workflow(String workflow)) {
            extensions.put(WebhookEvent.TARGET, "workflow:" + workflow);
        }
        extensions.put("httpmethod", delivery.method());
        put(extensions, "deliveryid", deliveryId);
        if (trigger.authentication() instanceof Authentication.GitHub) {
            put(extensions, "githubevent", delivery.header("X-GitHub-Event"));
        }
        return extensions;
    }

    /** The text that Slack wants to read back when it checks an address; null for everything else it sends. */
    static @Nullable String challenge(Body body) {
        String challenge = body.scalar(SLACK_CHALLENGE);
        return "url_verification".equals(body.scalar(SLACK_TYPE))
                        && challenge != null
                        && challenge.length() <= LONGEST_CHALLENGE
                ? challenge
                : null;
    }

    private static void put(Map<String, String> extensions, String name, @Nullable String value) {
        if (value != null && ATTRIBUTE.matcher(value).matches()) {
            extensions.put(name, value);
        }
    }

    private static @Nullable String nonEmpty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
