package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import org.jspecify.annotations.Nullable;

/** What the log asks of a run, or tells it. */
public sealed interface RunInput {
    /**
     * Command: begin.
     *
     * @param id the run
     * @param tenant its owner
     * @param definition the version to pin
     * @param input raw workflow input
     * @param actor who asked
     * @param cause why: kind and id of the request, event or trigger firing
     * @param waiter who is told the end, or null
     */
    record StartRun(
            RunId id,
            String tenant,
            Identity definition,
            JsonNode input,
            String actor,
            String cause,
            @Nullable Waiter waiter)
            implements RunInput {}

    /**
     * Event: an executor performed a step.
     *
     * @param position of the activation
     * @param attempt the attempt that it was
     * @param output raw output
     * @param millis time that it took
     */
    record StepSucceeded(int position, int attempt, JsonNode output, long millis) implements RunInput {}

    /**
     * Event: an executor could not perform a step.
     *
     * @param position of the activation
     * @param attempt the attempt that it was
     * @param fault why
     * @param millis time that it took
     */
    record StepFailed(int position, int attempt, Fault fault, long millis) implements RunInput {}

    /**
     * Event: a timer is due.
     *
     * @param timer its number
     */
    record TimerFired(int timer) implements RunInput {}

    /**
     * Command: go on after giving way.
     *
     * @param stretch the one that ended
     */
    record ContinueRun(int stretch) implements RunInput {}

    /**
     * Command: end before its time.
     *
     * @param actor who asked
     * @param reason why, or null
     */
    record CancelRun(String actor, @Nullable String reason) implements RunInput {}

    /**
     * Event: the state that followed from the last input was larger than a run may be.
     *
     * @param bytes its size
     * @param limit the largest size allowed
     */
    record StateOutgrown(long bytes, long limit) implements RunInput {}
}
