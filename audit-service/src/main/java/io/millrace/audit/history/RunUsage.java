package io.millrace.audit.history;

import io.millrace.records.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a run has used so far.
 *
 * @param inputs inputs that the engine took
 * @param tasks tasks that began
 * @param steps step commands sent to executors
 * @param stepMillis time that executors worked, in milliseconds
 */
public record RunUsage(long inputs, long tasks, long steps, long stepMillis) {
    /** Nothing yet. */
    public static final RunUsage NONE = new RunUsage(0, 0, 0, 0);

    RunUsage plus(@Nullable Usage more) {
        return more == null
                ? this
                : new RunUsage(
                        inputs + more.getInputs(),
                        tasks + more.getTasks(),
                        steps + more.getSteps(),
                        stepMillis + more.getStepMillis());
    }
}
