package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;

/** Is told what a dispatcher does, to count it. Called on the dispatcher's thread: must be quick and never throw. */
public interface DispatchObserver {
    /** An attempt began. */
    void began(Step step);

    /** An attempt ended. */
    void ended(Step step, StepOutcome outcome, Duration took);

    /** An attempt was interrupted, or its command dropped, because nobody waits for the result any more. */
    void cancelled(Step step);

    /** A command came again and was dropped. */
    void repeated(Step step);

    /** A handler broke its contract and threw; the step has failed. */
    void broke(Step step, Throwable cause);
}
