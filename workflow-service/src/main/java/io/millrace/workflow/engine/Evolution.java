package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Ended;
import io.millrace.workflow.engine.RunState.Pause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What facts do to the state of a run: the only way it changes, live and in a replay. */
public final class Evolution {
    private Evolution() {}

    /**
     * The state after a fact.
     *
     * @throws IllegalStateException when the fact cannot be about a run in this state, which is a defect
     */
    public static RunState evolve(RunState state, RunEvent event) {
        return switch (event) {
            case RunEvent.RunStarted started -> begin(state, started);
            case RunEvent.RunCompleted ended -> end(state, new Ended(Status.COMPLETED, ended.at()));
            case RunEvent.RunFaulted ended -> end(state, new Ended(Status.FAULTED, ended.at()));
            case RunEvent.RunCancelled ended -> end(state, new Ended(Status.CANCELLED, ended.at()));
            case RunEvent.WaiterJoined joined -> {
                Active run = active(state, event);
                yield new Changed(run).waiters(plus(run.waiters(), joined.waiter()));
            }
            case RunEvent.TaskSkipped _ -> active(state, event);
            case RunEvent.TaskStarted started -> start(active(state, event), started);
            case RunEvent.StepScheduled scheduled -> {
                Active run = active(state, event);
                yield new Changed(phase(run, scheduled.position(), new Phase.Performing()))
                        .counters(run.counters().stepScheduled());
            }
            case RunEvent.StepEnded ended -> {
                Active run = active(state, event);
                yield new Changed(phase(run, ended.position(), new Phase.Entered()))
                        .counters(run.counters().stepEnded(ended.millis()));
            }
            case RunEvent.WaitStarted wait -> phase(active(state, event), wait.position(), new Phase.Sleeping());
            case RunEvent.AttemptStarted attempt ->
                phase(active(state, event), attempt.position(), new Phase.Trying(attempt.attempt(), attempt.firstAt()));
            case RunEvent.RetryScheduled retry ->
                phase(
                        active(state, event),
                        retry.position(),
                        new Phase.Pausing(retry.failedAttempt(), retry.firstAt()));
            case RunEvent.FaultCaught caught ->
                phase(active(state, event), caught.position(), new Phase.Catching(caught.fault()));
            case RunEvent.TimerSet set -> {
                Active run = active(state, event);
                yield new Changed(new Changed(run).timers(plus(run.timers(), set.timer())))
                        .counters(run.counters().timerSet(set.timer().number()));
            }
            case RunEvent.TimerCancelled cancelled -> withoutTimer(active(state, event), cancelled.timer());
            case RunEvent.TimerElapsed elapsed -> withoutTimer(active(state, event), elapsed.timer());
            case RunEvent.ContextReplaced replaced -> new Changed(active(state, event)).context(replaced.context());
            case RunEvent.EventEmitted _ -> active(state, event);
            case RunEvent.TaskCompleted ended -> change(active(state, event), ended.position(), _ -> null);
            case RunEvent.TaskFaulted ended -> change(active(state, event), ended.position(), _ -> null);
            case RunEvent.TaskCancelled ended -> change(active(state, event), ended.position(), _ -> null);
            case RunEvent.StretchEnded ended -> new Changed(active(state, event)).pause(ended.pause());
            case RunEvent.StretchStarted _ -> {
                Active run = active(state, event);
                yield new Changed(new Changed(run).pause(null))
                        .counters(run.counters().nextStretch());
            }
        };
    }

    /** The state after several facts, in order. */
    public static RunState evolve(RunState state, List<RunEvent> events) {
        RunState current = state;
        for (RunEvent event : events) {
            current = evolve(current, event);
        }
        return current;
    }

    private static RunState begin(RunState state, RunEvent.RunStarted started) {
        if (!(state instanceof RunState.NotStarted)) {
            throw new IllegalStateException("a run that is " + state.status().word() + " cannot begin again");
        }
        return new Active(
                started.id(),
                started.tenant(),
                started.definition(),
                started.at(),
                started.rawInput(),
                JsonNodeFactory.instance.objectNode(),
                List.of(),
                List.of(),
                null,
                Counters.ZERO,
                started.waiter() == null ? List.of() : List.of(started.waiter()));
    }

    private static RunState end(RunState state, Ended ended) {
        if (!(state instanceof Active)) {
            throw new IllegalStateException("a run that is " + state.status().word() + " cannot end");
        }
        return ended;
    }

    private static Active start(Active run, RunEvent.TaskStarted started) {
        Activation activation = new Activation(
                started.position(),
                started.task(),
                started.attempt(),
                started.rawInput(),
                started.input(),
                started.at(),
                new Phase.Entered(),
                List.of());
        Active placed = started.parent() == 0
                ? new Changed(run).activations(plus(run.activations(), activation))
                : change(run, started.parent(), parent -> parent == null ? null : parent.plus(activation));
        return new Changed(placed).counters(run.counters().taskStarted(started.position()));
    }

    private static Active phase(Active run, int position, Phase phase) {
        return change(run, position, activation -> activation == null ? null : activation.in(phase));
    }

    private static Active change(Active run, int position, UnaryOperator<@Nullable Activation> change) {
        return new Changed(run).activations(Activation.change(run.activations(), position, change));
    }

    private static Active withoutTimer(Active run, Timer timer) {
        return new Changed(run)
                .timers(run.timers().stream()
                        .filter(other -> other.number() != timer.number())
                        .toList());
    }

    private static Active active(RunState state, RunEvent event) {
        if (state instanceof Active run) {
            return run;
        }
        throw new IllegalStateException(event.getClass().getSimpleName() + " cannot be about a run that is "
                + state.status().word());
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list.size() + 1);
        longer.addAll(list);
        longer.add(more);
        return longer;
    }

    private record Changed(Active run) {
        Active context(JsonNode context) {
            return of(context, run.activations(), run.timers(), run.pause(), run.counters(), run.waiters());
        }

        Active activations(List<Activation> activations) {
            return of(run.context(), activations, run.timers(), run.pause(), run.counters(), run.waiters());
        }

        Active timers(List<Timer> timers) {
            return of(run.context(), run.activations(), timers, run.pause(), run.counters(), run.waiters());
        }

        Active pause(@Nullable Pause pause) {
            return of(run.context(), run.activations(), run.timers(), pause, run.counters(), run.waiters());
        }

        Active counters(Counters counters) {
            return of(run.context(), run.activations(), run.timers(), run.pause(), counters, run.waiters());
        }

        Active waiters(List<Waiter> waiters) {
            return of(run.context(), run.activations(), run.timers(), run.pause(), run.counters(), waiters);
        }

        private Active of(
                JsonNode context,
                List<Activation> activations,
                List<Timer> timers,
                @Nullable Pause pause,
                Counters counters,
                List<Waiter> waiters) {
            return new Active(
                    run.id(),
                    run.tenant(),
                    run.definition(),
                    run.startedAt(),
                    run.rawInput(),
                    context,
                    activations,
                    timers,
                    pause,
                    counters,
                    waiters);
        }
    }
}
