package io.millrace.executor.step;

import java.time.Instant;
import java.util.Set;
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
 * @param arguments what the handler needs, as JSON text; a handler finds the values of secrets in it, so it goes into no
 *     log and no error
 * @param deadline after this moment nobody waits for the result any more; null when there is no limit
 * @param traceparent W3C trace context to pass on, or null when nobody traces
 * @param secrets names of the tenant's secrets that the arguments may refer to
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
        @Nullable String traceparent,
        Set<String> secrets) {
    /** Copies what it is given. */
    public Step {
        secrets = Set.copyOf(secrets);
    }

    /** A step that uses no secret. */
    public Step(
            String tenant,
            StepKey key,
            String workflow,
            String task,
            String pointer,
            String kind,
            String arguments,
            @Nullable Instant deadline,
            @Nullable String traceparent) {
        this(tenant, key, workflow, task, pointer, kind, arguments, deadline, traceparent, Set.of());
    }

    /** The same step with other arguments. */
    public Step with(String others) {
        return new Step(tenant, key, workflow, task, pointer, kind, others, deadline, traceparent, secrets);
    }

    /** Names the attempt; the arguments are left out. */
    @Override
    public String toString() {
        return "Step[tenant=" + tenant + ", key=" + key + ", kind=" + kind + ", task=" + task + "]";
    }
}
