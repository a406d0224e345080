package io.millrace.gateway.run;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.RunInput;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The log that decides everything about runs. */
public interface RunLog {
    /**
     * Appends an input to the partition inside its run's id.
     *
     * @param traceparent W3C trace context of the request, or null
     * @return where the input stands, once all in-sync replicas hold it; or {@link Refused} as unavailable or too large.
     *     Never blocks the calling thread.
     */
    CompletableFuture<RunPosition> append(RunInput input, @Nullable String traceparent);
}
