package io.millrace.executor.step;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one step, as it has to be performed.
 *
 * @param tenant owner of the run
 * @param key which attempt of which step
 * @param workflow name of the workflow, for people
 * @param task name of the task, for people
 * @param pointer JSON pointer of the task in its definition
 * @param kind what kind of work it is; decides the handler
 * @param arguments what the handler needs, as JSON text
 * @param deadline after this moment nobody waits for the result any more; null when there is no limit
 * @param traceparent W3C trace context to pass on, or null when nobody traces
 */
public record Step(
        String tenant,
        StepKey key,
        String workflow,
        String task,
        String pointer,
        String kind,
        String arguments,
        @Nullable Instant deadline,
        @Nullable String traceparent) {}
