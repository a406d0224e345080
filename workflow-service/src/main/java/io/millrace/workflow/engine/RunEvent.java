package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Identity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A fact about a run. Facts are never refused, and nothing but a fact changes the state of a run. */
public sealed interface RunEvent {
    /** The run began with its raw input. */
    record RunStarted(
            RunId id,
            String tenant,
            Identity definition,
            JsonNode rawInput,
            String actor,
            String cause,
            Instant at,
            @Nullable Waiter waiter)
            implements RunEvent {}

    /** One more caller waits for the end. */
    record WaiterJoined(Waiter waiter) implements RunEvent {}

    /** A task's condition did not hold. */
    record TaskSkipped(int task) implements RunEvent {}

    /**
     * A task began inside the activation at {@code parent} (0: in the workflow's body).
     *
     * @param attempt of the innermost try around it, from 1
     */
    record TaskStarted(int parent, int position, int task, int attempt, JsonNode rawInput, JsonNode input, Instant at)
            implements RunEvent {}

    /** A step command goes to the executors. */
    record StepScheduled(int position, int task, int attempt, CallKind kind) implements RunEvent {}

    /** An executor reported the end of a step. */
    record StepEnded(int position, int attempt, long millis) implements RunEvent {}

    /** A wait began. */
    record WaitStarted(int position) implements RunEvent {}

    /** An attempt of a try began. */
    record AttemptStarted(int position, int attempt, Instant firstAt) implements RunEvent {}

    /** An attempt of a try failed and another one follows after the pause. */
    record RetryScheduled(int position, int failedAttempt, Instant firstAt, Instant dueAt, Fault fault)
            implements RunEvent {}

    /** A try took an error and its catch list begins. */
    record FaultCaught(int position, int task, Fault fault) implements RunEvent {}

    /** A timer was set. */
    record TimerSet(Timer timer) implements RunEvent {}

    /** A timer is not needed any more. */
    record TimerCancelled(Timer timer) implements RunEvent {}

    /** A timer was due. */
    record TimerElapsed(Timer timer) implements RunEvent {}

    /** {@code $context} was replaced. */
    record ContextReplaced(JsonNode context) implements RunEvent {}

    /** An event was emitted; it is a CloudEvent in its JSON format. */
    record EventEmitted(int position, JsonNode event) implements RunEvent {}

    /** A task ended with its transformed output. */
    record TaskCompleted(int position, int task, int attempt, JsonNode output) implements RunEvent {}

    /** A task ended with an error. */
    record TaskFaulted(int position, int task, int attempt, Fault fault) implements RunEvent {}

    /** A task was given up because something around it ended. */
    record TaskCancelled(int position, int task) implements RunEvent {}

    /** The run gives way to others and goes on when {@code ContinueRun} comes back. */
    record StretchEnded(int stretch, RunState.Pause pause) implements RunEvent {}

    /** The run took up its work again. */
    record StretchStarted(int stretch) implements RunEvent {}

    /** The run ended as its definition says. */
    record RunCompleted(JsonNode output, Instant at) implements RunEvent {}

    /** The run ended by an error that nothing caught. */
    record RunFaulted(Fault fault, Instant at) implements RunEvent {}

    /** The run was ended before its time. */
    record RunCancelled(String actor, @Nullable String reason, Instant at) implements RunEvent {}
}
