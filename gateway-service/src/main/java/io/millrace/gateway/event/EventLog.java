package io.millrace.gateway.event;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.Shards;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where events go. */
public interface EventLog {
    /**
     * Appends events of one tenant in their order.
     *
     * @param shards partitions of the tenant
     * @param traceparent W3C trace context of the request, or null
     * @return completes once all in-sync replicas hold all of them; or fails with {@link Refused} as unavailable or too
     *     large, and then some of them may be there. Never blocks the calling thread.
     */
    CompletableFuture<Void> append(List<CloudEvent> events, Shards shards, @Nullable String traceparent);
}
