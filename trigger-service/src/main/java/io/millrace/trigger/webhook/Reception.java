package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.Authentication;
import io.millrace.trigger.definition.Target;
import io.millrace.trigger.definition.WebhookTrigger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a trigger makes of a delivery. */
public sealed interface Reception {
    /**
     * It becomes an event.
     *
     * @param event to be appended
     */
    record Accepted(WebhookEvent event) implements Reception {}

    /**
     * Slack asks whether this address is ours, and wants to read back what it wrote.
     *
     * @param challenge the text to answer with
     */
    record Challenged(String challenge) implements Reception {}

    /**
     * It is not believed.
     *
     * @param code why
     */
    record Refused(RefusalCode code) implements Reception {}

    /**
     * Decides about a delivery whose method and size were found right.
     *
     * @param secret value of the secret that the trigger names; null when there is none
     * @param now the time of receipt
     * @param fresh random text, used once; it tells deliveries apart that do not say which one they are
     */
    static Reception of(
            WebhookTrigger trigger, Delivery delivery, @Nullable SecretValue secret, Instant now, String fresh) {
        if (Signatures.check(trigger.authentication(), delivery, secret, now)
                instanceof Authenticity.Doubted(RefusalCode code)) {
            return new Refused(code);
        }
        Body body = Body.of(delivery.body(), delivery.header("Content-Type"));
        String challenge = trigger.authentication() instanceof Authentication.Slack ? Senders.challenge(body) : null;
        if (challenge != null) {
            return new Challenged(challenge);
        }
        String deliveryId = Senders.deliveryId(trigger, delivery, body);
        return new Accepted(new WebhookEvent(
                trigger.tenant(),
                deliveryId == null ? EventId.fresh(trigger, fresh) : EventId.of(trigger, deliveryId),
                "/hooks/" + trigger.tenant() + "/" + trigger.name(),
                switch (trigger.target()) {
                    case Target.Event(String type) -> type;
                    case Target.Workflow _ -> WebhookEvent.DEFAULT_TYPE;
                },
                now,
                Senders.extensions(trigger, delivery, deliveryId),
                body.data()));
    }
}
