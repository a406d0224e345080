package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Active;
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

    /** The list of tasks that runs in an activation; the body of the workflow for 0. */
    TaskList list(int parent) {
        if (parent == 0) {
            return program.body();
        }
        Activation activation = activation(parent);
        return switch (program.tasks().get(activation.task())) {
            case Task.Do group -> group.body();
            case Task.Try task ->
                activation.phase() instanceof Phase.Catching && task.handler().body() != null
                        ? task.handler().body()
                        : task.body();
            case Task.Set _, Task.Switch _, Task.Raise _, Task.Wait _, Task.Emit _, Task.Call _ ->
                throw new IllegalStateException("task " + activation.task() + " has no list");
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
    void dispatch(List<Activation> path, Task.Call call, JsonNode arguments) {
        Activation activation = path.getLast();
        Instant deadline = run().timers().stream()
                .filter(timer -> timer.position() == 0
                        || path.stream().anyMatch(around -> around.position() == timer.position()))
                .map(Timer::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
        note(new RunEvent.StepScheduled(activation.position(), activation.task(), activation.attempt(), call.kind()));
        send(new Effect.DispatchStep(
                activation.position(),
                activation.attempt(),
                call.header().pointer(),
                call.header().name(),
                call.kind(),
                arguments,
                deadline));
    }

    /** Gives up the tasks at work inside an activation. */
    void giveUpInside(Activation activation) {
        activation.children().forEach(this::giveUp);
    }

    /** Ends the run: gives up all that is at work, notes the end, and tells those who wait for it. */
    void end(RunEvent end, Status status, @Nullable JsonNode output, @Nullable Fault fault) {
        run().activations().forEach(this::giveUp);
        run().timers().forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
        List<Waiter> waiters = run().waiters();
        note(end);
        waiters.forEach(waiter -> send(new Effect.AnswerWaiter(waiter, status, output, fault)));
    }

    private void giveUp(Activation activation) {
        giveUpInside(activation);
        cancelTimers(activation.position());
        note(new RunEvent.TaskCancelled(activation.position(), activation.task()));
    }
}
