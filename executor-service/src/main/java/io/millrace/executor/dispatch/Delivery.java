package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;

/** A command as it was delivered: the step, and the way back. */
public interface Delivery {
    /** What has to be performed. */
    Step step();

    /**
     * Appends the result to the run's log, and does not give up until it is there.
     *
     * @param took how long the attempt took
     * @param appended is run once, on any thread, when the append is acknowledged
     */
    void answer(StepOutcome outcome, Duration took, Runnable appended);

    /** The command needs no delivery any more: its result is in the log. */
    void done();

    /** Whether the command now belongs to somebody else, who will be delivered it again. */
    boolean withdrawn();
}
