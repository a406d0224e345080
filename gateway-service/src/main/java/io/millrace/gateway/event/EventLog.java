package io.millrace.gateway.event;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.CloudEvent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where events go. */
public interface EventLog {
    /**
     * Appends an event.
     *
     * @param key events with the same key keep their order
     * @param partition one of the tenant's shards
     * @param traceparent W3C trace context of the request, or null
     * @return completes once all in-sync replicas hold it; or fails with {@link Refused} as unavailable or too large.
     *     Never blocks the calling thread.
     */
    CompletableFuture<Void> append(CloudEvent event, String key, int partition, @Nullable String traceparent);
}
