package io.millrace.executor.step;

import io.millrace.schemas.RunId;

/**
 * Names one attempt of one step, for ever: whoever sees the same key twice sees the same command twice.
 *
 * @param run the run that waits for the result
 * @param position number of the task's activation within the run, from 1
 * @param attempt from 1
 */
public record StepKey(RunId run, int position, int attempt) {
    /** The form that callees are offered as idempotency key: run, position and attempt joined by slashes. */
    @Override
    public String toString() {
        return run + "/" + position + "/" + attempt;
    }
}
