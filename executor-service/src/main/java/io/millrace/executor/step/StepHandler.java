package io.millrace.executor.step;

import java.util.concurrent.CompletionStage;

/** Performs the steps of one kind. */
public interface StepHandler {
    /** The kind of steps, as it stands in commands. */
    String kind();

    /**
     * Performs one attempt. Called on the thread that starts all steps, so it must never block: what has to wait,
     * waits elsewhere and completes the stage. When the deadline passes first, the stage is cancelled; the handler
     * then gives up whatever it still does for it.
     *
     * @throws RefusedException when the step cannot be performed as it is
     */
    CompletionStage<StepOutcome> perform(Step step);
}
