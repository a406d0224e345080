package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is noted down while an input is worked on: facts, effects, and the state that the facts lead to. */
final class Minutes {
    private final Program program;
    private final Instant now;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private RunState state;

    Minutes(Program program, RunState state, Instant now) {
        this.program = program;
        this.state = state;
        this.now = now;
    }

    Decision decision() {
        return new Decision.Accepted(events, effects);
    }

    void note(RunEvent event) {
        state = Evolution.evolve(state, event);
        events.add(event);
    }

    void send(Effect effect) {
        effects.add(effect);
    }

    Active run() {
        if (state instanceof Active run) {
            return run;
        }
        throw new IllegalStateException("the run is " + state.status().word());
    }

    /** Whether the run has begun and not ended. */
    boolean atWork() {
        return state instanceof Active;
    }

    /** Whether the activation at a position is still at work; 0, the workflow's body, always is. */
    boolean atWork(int position) {
        return position == 0 || !run().path(position).isEmpty();
    }

    int nextPosition() {
        return run().counters().position() + 1;
    }

    /** The activation at a position that is known to exist. */
    Activation activation(int position) {
        return run().path(position).getLast();
    }

    TaskHeader header(Activation activation) {
        return program.tasks().get(activation.task()).header();
    }

    Scope scope() {
        return new Scope(program, run(), now);
    }

    Task task(Activation activation) {
        return program.tasks().get(activation.task());
    }

    /** The list of tasks that runs in an activation; the body of the workflow for 0. */
    TaskList list(int parent) {
        if (parent == 0) {
            return program.body();
        }
        Activation activation = activation(parent);
        Task task = task(activation);
        TaskList compensation = task.header().compensation();
        if (activation.phase() instanceof Phase.Compensating && compensation != null) {
            return compensation;
        }
        return switch (task) {
            case Task.Do group -> group.body();
            case Task.Try attempt ->
                activation.phase() instanceof Phase.Catching
                                && attempt.handler().body() != null
                        ? attempt.handler().body()
                        : attempt.body();
            case Task.For loop -> loop.body();
            case Task.Spread loop -> loop.body();
            case Task.Fork fork -> fork.branches();
            case Task.Listen listen
            when listen.each() != null && listen.each().body() != null ->
                listen.each().body();
            case Task.Subscribe subscribe
            when subscribe.each() != null && subscribe.each().body() != null ->
                subscribe.each().body();
            case Task.Listen _,
                    Task.Subscribe _,
                    Task.Set _,
                    Task.Switch _,
                    Task.Raise _,
                    Task.Wait _,
                    Task.Emit _,
                    Task.Call _,
                    Task.RunWorkflow _,
                    Task.Callback _ -> throw new IllegalStateException("task " + activation.task() + " has no list");
        };
    }

    void setTimer(int position, Timer.Purpose purpose, Duration after) {
        int number = run().counters().timer() + 1;
        note(new RunEvent.TimerSet(new Timer(number, position, purpose, now.plus(after))));
    }

    void cancelTimers(int position) {
        run().timers().stream()
                .filter(timer -> timer.position() == position)
                .forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
    }

    void cancelTimers(int position, Timer.Purpose purpose) {
        run().timers().stream()
                .filter(timer -> timer.position() == position && timer.purpose() == purpose)
                .forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
    }

    /** Has an executor perform a step, until the first of the timers around it is due. */
    void dispatch(List<Activation> path, TaskHeader header, CallKind kind, JsonNode arguments) {
        dispatch(path, header, kind, arguments, path.getLast().attempt());
    }

    /**
     * As {@link #dispatch(List, TaskHeader, CallKind, JsonNode)}.
     *
     * @param number tells the steps of one activation apart, from 1
     */
    void dispatch(List<Activation> path, TaskHeader header, CallKind kind, JsonNode arguments, int number) {
        Activation activation = path.getLast();
        Instant deadline = run().timers().stream()
                // When it is due, messages that were taken are still worked on, and those on their way still count.
                .filter(timer -> timer.purpose() != Timer.Purpose.SUBSCRIPTION_END)
                .filter(timer -> timer.position() == 0
                        || path.stream().anyMatch(around -> around.position() == timer.position()))
                .map(Timer::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
        note(new RunEvent.StepScheduled(activation.position(), activation.task(), number, kind));
        send(new Effect.DispatchStep(
                activation.position(), number, header.pointer(), header.name(), kind, arguments, deadline));
    }

    /** Gives up the tasks at work inside an activation. */
    void giveUpInside(Activation activation) {
        activation.children().forEach(this::giveUp);
    }

    /** Gives up all that is at work. */
    void giveUpAll() {
        run().activations().forEach(this::giveUp);
        run().timers().forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
    }

    /** Ends the run: gives up all that is at work, notes the end, and tells those who wait for it. */
    void end(RunEvent end, Status status, @Nullable JsonNode output, @Nullable Fault fault) {
        giveUpAll();
        List<Waiter> waiters = run().waiters();
        Parent parent = run().parent();
        note(end);
        waiters.forEach(waiter -> send(new Effect.AnswerWaiter(waiter, status, output, fault)));
        if (parent != null && parent.awaits()) {
            send(new Effect.TellParent(parent, status, output, fault));
        }
    }

    /** Tells those outside who still do something for an activation that nobody waits for it any more. */
    void recall(Activation activation) {
        switch (activation.phase()) {
            case Phase.Performing _, Phase.Summoning _ -> recallStep(activation);
            case Phase.Receiving(Vigil _, Reception reception) -> {
                recallStep(activation);
                if (reception.mayBeKept()) {
                    send(Subscriptions.farewell(activation, reception, header(activation)));
                }
            }
            case Phase.Awaiting(RunId child) ->
                send(new Effect.CancelChild(child, "The run that started it does not wait for it any more."));
            case Phase.Listening _ -> send(new Effect.Unsubscribe(activation.position()));
            case Phase.Entered _,
                    Phase.Leaving _,
                    Phase.Sleeping _,
                    Phase.Trying _,
                    Phase.Pausing _,
                    Phase.Catching _,
                    Phase.Looping _,
                    Phase.Spreading _,
                    Phase.Iterating _,
                    Phase.Forking _,
                    Phase.Compensating _ -> {
                // Nothing outside knows of it.
            }
        }
    }

    private void recallStep(Activation activation) {
        int step = activation.stepAtWork();
        if (step == 0) {
            return;
        }
        send(new Effect.CancelStep(activation.position(), step));
        // Nobody knows whether the step was still done, so it counts as done when the run has to be undone.
        if (header(activation).compensation() != null) {
            note(new RunEvent.CompensationKept(new Compensation(activation.task(), activation.input(), null)));
        }
    }

    private void giveUp(Activation activation) {
        giveUpInside(activation);
        cancelTimers(activation.position());
        recall(activation);
        // An item of a parallel loop is no task: it goes with the loop.
        if (!(activation.phase() instanceof Phase.Iterating)) {
            note(new RunEvent.TaskCancelled(activation.position(), activation.task()));
        }
    }
}
