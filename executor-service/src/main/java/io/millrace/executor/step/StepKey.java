package io.millrace.executor.step;

import io.millrace.schemas.RunId;
import org.jspecify.annotations.Nullable;

/**
 * Names one attempt of one step, for ever: whoever sees the same key twice sees the same command twice.
 *
 * @param run the run that waits for the result
 * @param position number of the task's activation within the run, from 1
 * @param attempt from 1; counts the steps of a subscription, which asks for its messages part by part
 */
public record StepKey(RunId run, int position, int attempt) {
    // Compared for every command: written out, because the generated methods go through a chain of method handles.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StepKey key
                && run.low() == key.run.low()
                && run.high() == key.run.high()
                && position == key.position
                && attempt == key.attempt;
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(run.low() ^ run.high()) + position) + attempt;
    }

    /** The form that callees are offered as idempotency key: run, position and attempt joined by slashes. */
    @Override
    public String toString() {
        return run + "/" + position + "/" + attempt;
    }
}
