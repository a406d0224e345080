package io.millrace.workflow.kafka;

import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import org.jspecify.annotations.Nullable;

/** Tells the engine when a value that an input needs is not in the blob store any more. */
final class LostValues {
    private LostValues() {}

    /**
     * What the engine is to decide about.
     *
     * @param asked the input as its record says it
     * @param ofInput which value of the input is lost, and why; null when all are there
     * @param ofState the same of the state
     * @param before the state that the input meets
     */
    static RunInput told(RunInput asked, @Nullable String ofInput, @Nullable String ofState, RunState before) {
        if (ofState != null) {
            return new RunInput.ValueLost(asked, ofState);
        }
        if (ofInput == null) {
            return asked;
        }
        return switch (asked) {
            case RunInput.StartRun _ when !(before instanceof RunState.NotStarted) -> asked;
            case RunInput.StartRun _, RunInput.RetryRun _, RunInput.DeliverEvent _ ->
                new RunInput.ValueLost(asked, ofInput);
            // Of the others the failure is said in their own terms, see Inbound.
            case RunInput.StepSucceeded _,
                    RunInput.StepFailed _,
                    RunInput.TimerFired _,
                    RunInput.ContinueRun _,
                    RunInput.CancelRun _,
                    RunInput.StateOutgrown _,
                    RunInput.ValueLost _,
                    RunInput.ChildEnded _,
                    RunInput.SuspendRun _,
                    RunInput.ResumeRun _,
                    RunInput.AnswerCallback _ -> asked;
        };
    }
}
