package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact about a run. Facts are never refused, and nothing but a fact changes the state of a run. */
public sealed interface RunEvent {
    /** A fact about a run between its beginning and its end. */
    sealed interface Progress extends RunEvent {}

    /** The run began with its raw input. */
    record RunStarted(
            RunId id,
            String tenant,
            Identity definition,
            JsonNode rawInput,
            String actor,
            String cause,
            Instant at,
            @Nullable Waiter waiter,
            Seed seed,
            @Nullable Parent parent)
            implements RunEvent {
        static RunStarted by(RunInput.StartRun start, Instant now) {
            return new RunStarted(
                    start.id(),
                    start.tenant(),
                    start.definition(),
                    start.input(),
                    start.actor(),
                    start.cause(),
                    now,
                    start.waiter(),
                    start.seed(),
                    start.parent());
        }
    }

    /** One more caller waits for the end. */
    record WaiterJoined(Waiter waiter) implements Progress {}

    /** A task's condition did not hold. */
    record TaskSkipped(int task) implements Progress {}

    /**
     * A task began inside the activation at {@code parent} (0: in the workflow's body).
     *
     * @param attempt of the innermost try around it, from 1
     * @param context its own copy of {@code $context}, for a branch of a fork; else null
     */
    record TaskStarted(
            int parent,
            int position,
            int task,
            int attempt,
            JsonNode rawInput,
            JsonNode input,
            Instant at,
            @Nullable JsonNode context)
            implements Progress {}

    /** A step command goes to the executors. */
    record StepScheduled(int position, int task, int attempt, CallKind kind) implements Progress {}

    /** An executor reported the end of a step. */
    record StepEnded(int position, int attempt, long millis) implements Progress {}

    /** A wait began. */
    record WaitStarted(int position) implements Progress {}

    /** An attempt of a try began. */
    record AttemptStarted(int position, int attempt, Instant firstAt) implements Progress {}

    /** An attempt of a try failed and another one follows after the pause. */
    record RetryScheduled(int position, int failedAttempt, Instant firstAt, Instant dueAt, Fault fault)
            implements Progress {}

    /** A try took an error and its catch list begins. */
    record FaultCaught(int position, int task, Fault fault) implements Progress {}

    /** A timer was set. */
    record TimerSet(Timer timer) implements Progress {}

    /** A timer is not needed any more. */
    record TimerCancelled(Timer timer) implements Progress {}

    /** A timer was due. */
    record TimerElapsed(Timer timer) implements Progress {}

    /**
     * {@code $context} was replaced.
     *
     * @param owner position of the activation whose copy it is; 0 for that of the run
     */
    record ContextReplaced(int owner, JsonNode context) implements Progress {}

    /** It is settled where the run goes when the list inside an activation has ended. */
    record WaySettled(int position, Transition way) implements Progress {}

    /** A loop goes through its items; {@code index} is that of the item whose turn it is, from 0. */
    record IterationStarted(int position, JsonNode items, int index) implements Progress {}

    /** A parallel loop began. */
    record SpreadStarted(int position, JsonNode items) implements Progress {}

    /** An item of a parallel loop began, in an activation of its own. */
    record ItemStarted(int parent, int position, int task, int attempt, int index, JsonNode input, Instant at)
            implements Progress {}

    /**
     * An item of a parallel loop ended, and its activation with it.
     *
     * @param result its output, or {@code {error}} for one that failed and is tolerated
     */
    record ItemEnded(int parent, int position, int index, JsonNode result, boolean failed) implements Progress {}

    /** Branches of a fork began. */
    record ForkStarted(int position) implements Progress {}

    /** A branch of a fork ended; {@code branch} is its index, from 0. */
    record BranchEnded(int position, int branch, JsonNode output, JsonNode context) implements Progress {}

    /**
     * A task waits for events.
     *
     * @param expected the values that events must have, see {@link Vigil}
     */
    record ListenStarted(int position, Map<String, JsonNode> expected) implements Progress {}

    /**
     * An event was taken for the output.
     *
     * @param partition of the topic events from which it came
     * @param item what is read of it
     * @param met patterns that an event was found for now
     * @param expected values that events must have from now on
     * @param closed whether it was the last one
     */
    record EventConsumed(
            int position,
            int partition,
            long offset,
            JsonNode item,
            List<Integer> met,
            Map<String, JsonNode> expected,
            boolean closed)
            implements Progress {}

    /** An event was taken that brings the end of the waiting nearer and is not part of the output. */
    record EndingEventConsumed(
            int position, int partition, long offset, List<Integer> met, Map<String, JsonNode> expected, boolean closed)
            implements Progress {}

    /** The next event, or message, has its turn. */
    record EventWorkStarted(int position) implements Progress {}

    /** An event, or a message, was worked on; {@code result} stands for it in the output. */
    record EventWorked(int position, JsonNode result) implements Progress {}

    /** A task takes no more events. */
    record ListenClosed(int position) implements Progress {}

    /**
     * A task begins to receive messages.
     *
     * @param arguments what executors are asked with
     * @param most messages that it takes in all, from 1; 0 = any number
     * @param until when its time is up; null when there is no limit
     */
    record SubscriptionStarted(
            int position,
            JsonNode arguments,
            int most,
            @Nullable Instant until) implements Progress {}

    /**
     * Messages came.
     *
     * @param taken those that were taken for the output, in order
     * @param place where the next step goes on
     * @param kept whether something is kept outside for the subscription
     * @param closed whether the last one was among them
     */
    record MessagesReceived(int position, List<JsonNode> taken, JsonNode place, boolean kept, boolean closed)
            implements Progress {
        /** Copies the list it is given. */
        public MessagesReceived {
            taken = List.copyOf(taken);
        }
    }

    /** The time for which a task receives messages is up. */
    record SubscriptionTimeUp(int position) implements Progress {}

    /** A task takes no more messages, and drops those that wait for their turn. */
    record SubscriptionClosed(int position) implements Progress {}

    /** Another run was started, and is waited for. */
    record ChildStarted(int position, RunId child) implements Progress {}

    /** Another run was started, and nobody waits for it. */
    record RunDetached(int position, RunId child) implements Progress {}

    /** The run that was waited for has ended. */
    record ChildEnded(int position, RunId child, Status status) implements Progress {}

    /** Somebody outside is waited for. */
    record CallbackOpened(int position) implements Progress {}

    /** Whoever is waited for gave a sign of life. */
    record HeartbeatReceived(int position) implements Progress {}

    /** Whoever was waited for said how it ended. */
    record CallbackReceived(int position, String actor) implements Progress {}

    /** What undoes a task is kept, because it ended or was given up at work. */
    record CompensationKept(Compensation compensation) implements Progress {}

    /** The run will end so as soon as everything is undone. */
    record EndingStarted(Ending ending) implements Progress {}

    /** The task that ended last and is not undone begins to be undone. */
    record CompensationStarted(int position, Compensation compensation, Instant at) implements Progress {}

    /**
     * A task was undone.
     *
     * @param fault why it could not be; null when it could
     */
    record CompensationEnded(
            int position, int task, @Nullable Fault fault) implements Progress {}

    /** An event was emitted; it is a CloudEvent in its JSON format. */
    record EventEmitted(int position, JsonNode event) implements Progress {}

    /** A task ended with its transformed output. */
    record TaskCompleted(int position, int task, int attempt, JsonNode output) implements Progress {}

    /** A task ended with an error. */
    record TaskFaulted(int position, int task, int attempt, Fault fault) implements Progress {}

    /** A task was given up because something around it ended. */
    record TaskCancelled(int position, int task) implements Progress {}

    /** The run gives way to others and goes on when {@code ContinueRun} comes back. */
    record StretchEnded(int stretch, List<RunState.Place> places) implements Progress {}

    /** The run took up its work again. */
    record StretchStarted(int stretch) implements Progress {}

    /** No new task begins until the run is resumed. */
    record RunSuspended(String actor, @Nullable String reason, Instant at) implements Progress {}

    /** Work that came up while the run was suspended is kept for later. */
    record WorkHeld(List<RunState.Place> places) implements Progress {}

    /** The run goes on. */
    record RunResumed(String actor, Instant at) implements Progress {}

    /**
     * A run that had ended by an error goes on.
     *
     * @param wreck what was kept of it
     * @param definition the version it goes on with
     */
    record RunRetried(Wreck wreck, Identity definition, JsonNode context, String actor, Instant at)
            implements RunEvent {}

    /** The run ended as its definition says. */
    record RunCompleted(JsonNode output, Instant at) implements RunEvent {}

    /**
     * The run ended by an error that nothing caught.
     *
     * @param failed the task that raised it and those around it, outermost first; null when nothing is kept of the run
     *     and it cannot be retried
     */
    record RunFaulted(Fault fault, Instant at, @Nullable List<Wreck.Failed> failed) implements RunEvent {}

    /** The run was ended before its time. */
    record RunCancelled(String actor, @Nullable String reason, Instant at) implements RunEvent {}
}
