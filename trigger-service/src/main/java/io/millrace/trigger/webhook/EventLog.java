package io.millrace.trigger.webhook;

import org.jspecify.annotations.Nullable;

/** Where accepted deliveries go. */
public interface EventLog {
    /**
     * Appends an event and waits until all replicas in sync have it.
     *
     * @param traceparent W3C trace context of the request, or null
     * @throws NotAppendedException when that did not happen in time; it may still happen later, and then a repeat of
     *     the delivery has the same id
     */
    void append(WebhookEvent event, @Nullable String traceparent) throws NotAppendedException;
}
