package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.WebhookTrigger;
import java.time.Instant;

/** Where refused deliveries are written down, so that somebody notices a wrong secret or an attack. */
public interface RefusalLog {
    /**
     * Writes a refusal down, soon; of many in a row only some, with the number of those left out.
     *
     * @param method HTTP method of the delivery
     * @param time of receipt
     */
    void refused(WebhookTrigger trigger, RefusalCode code, String method, Instant time);
}
