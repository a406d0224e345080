package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a definition from one input until nothing is left to do before the next one, and notes the facts and effects.
 * It changes nothing outside itself: the state it reads is what its own facts make of the state it began with.
 */
final class Turn {
    /** Tasks that one run may begin before others get their turn. */
    static final int STRETCH = 200;

    private final Program program;
    private final Instant now;
    private final Minutes minutes;
    private RunState.@Nullable Pause next;
    private int begun;

    Turn(Program program, RunState state, Instant now) {
        this.program = program;
        this.now = now;
        this.minutes = new Minutes(program, state, now);
    }

    Decision decision() {
        return minutes.decision();
    }

    // ------------------------------------------------------------------ what an input asks for

    void start(RunInput.StartRun start) {
        minutes.note(new RunEvent.RunStarted(
                start.id(),
                start.tenant(),
                start.definition(),
                start.input(),
                start.actor(),
                start.cause(),
                now,
                start.waiter()));
        try {
            Variables variables = minutes.scope().workflow();
            DataFlow flow = program.flow();
            DataChecks.check(flow.inputShape(), start.input(), "The input of the workflow");
            JsonNode input = DataChecks.evaluate(flow.inputFrom(), start.input(), variables);
            if (program.timeout() != null) {
                minutes.setTimer(
                        0, Timer.Purpose.RUN_TIMEOUT, DataChecks.duration(program.timeout(), input, variables));
            }
            next = new RunState.Pause(0, 0, input);
        } catch (ExpressionException e) {
            endFaulted(Fault.expression(e.getMessage()).raisedBy("/input"));
        } catch (DataMismatch e) {
            endFaulted(e.fault().raisedBy("/input"));
        }
        go();
    }

    void stepSucceeded(RunInput.StepSucceeded result) {
        minutes.note(new RunEvent.StepEnded(result.position(), result.attempt(), result.millis()));
        TaskHeader header = minutes.header(minutes.activation(result.position()));
        complete(result.position(), result.output(), header.then());
        go();
    }

    void stepFailed(RunInput.StepFailed result) {
        minutes.note(new RunEvent.StepEnded(result.position(), result.attempt(), result.millis()));
        fail(result.position(), result.fault());
        go();
    }

    void timerFired(Timer timer) {
        minutes.note(new RunEvent.TimerElapsed(timer));
        switch (timer.purpose()) {
            case WAIT -> {
                Activation sleeping = minutes.activation(timer.position());
                complete(
                        timer.position(),
                        sleeping.input(),
                        minutes.header(sleeping).then());
            }
            case RETRY -> {
                Activation pausing = minutes.activation(timer.position());
                if (pausing.phase() instanceof Phase.Pausing(int failed, Instant firstAt)) {
                    beginAttempt(pausing, failed + 1, firstAt);
                }
            }
            case TASK_TIMEOUT -> fail(timer.position(), Fault.timeout("The task did not end in time."));
            case ATTEMPT_TIMEOUT -> {
                minutes.giveUpInside(minutes.activation(timer.position()));
                Activation attempt = minutes.activation(timer.position());
                handle(
                        attempt,
                        Fault.timeout("The attempt did not end in time.")
                                .raisedBy(minutes.header(attempt).pointer()));
            }
            case RUN_TIMEOUT -> endFaulted(Fault.timeout("The run did not end in time."));
        }
        go();
    }

    void proceed() {
        next = minutes.run().pause();
        minutes.note(new RunEvent.StretchStarted(minutes.run().counters().stretch() + 1));
        go();
    }

    void cancel(RunInput.CancelRun cancel) {
        minutes.end(new RunEvent.RunCancelled(cancel.actor(), cancel.reason(), now), Status.CANCELLED, null, null);
    }

    void outgrown(RunInput.StateOutgrown outgrown) {
        endFaulted(Fault.runtime("The data of the run grew to " + outgrown.bytes() + " bytes; the limit is "
                + outgrown.limit() + " bytes. Keep less in $context and in the outputs of tasks."));
    }

    // ------------------------------------------------------------------ walking the lists

    private void go() {
        while (next != null) {
            RunState.Pause place = next;
            next = null;
            if (begun == STRETCH) {
                int stretch = minutes.run().counters().stretch();
                minutes.note(new RunEvent.StretchEnded(stretch, place));
                minutes.send(new Effect.ContinueLater(stretch));
                return;
            }
            TaskList list = minutes.list(place.parent());
            if (place.index() < list.tasks().size()) {
                begin(place.parent(), list.tasks().get(place.index()), place.data());
            } else {
                listEnded(place.parent(), place.data());
            }
        }
    }

    private void begin(int parent, Task task, JsonNode rawInput) {
        begun++;
        TaskHeader header = task.header();
        List<Activation> around = minutes.run().path(parent);
        JsonNode input = rawInput;
        Fault fault = null;
        try {
            Variables variables = minutes.scope().before(header, rawInput, around);
            if (header.condition() != null && !DataChecks.holds(header.condition(), rawInput, variables)) {
                minutes.note(new RunEvent.TaskSkipped(header.id()));
                follow(parent, header, header.then(), rawInput);
                return;
            }
            DataChecks.check(header.flow().inputShape(), rawInput, "The input of the task");
            input = DataChecks.evaluate(header.flow().inputFrom(), rawInput, variables);
        } catch (ExpressionException e) {
            fault = Fault.expression(e.getMessage());
        } catch (DataMismatch e) {
            fault = e.fault();
        }
        int position = minutes.run().counters().position() + 1;
        minutes.note(new RunEvent.TaskStarted(
                parent, position, header.id(), Activation.attemptAround(around), rawInput, input, now));
        if (fault != null) {
            fail(position, fault);
            return;
        }
        try {
            perform(position, task, input);
        } catch (ExpressionException e) {
            fail(position, Fault.expression(e.getMessage()));
        }
    }

    private void perform(int position, Task task, JsonNode input) {
        List<Activation> path = minutes.run().path(position);
        TaskHeader header = task.header();
        Variables variables = minutes.scope().during(header, path);
        if (header.timeout() != null) {
            minutes.setTimer(
                    position, Timer.Purpose.TASK_TIMEOUT, DataChecks.duration(header.timeout(), input, variables));
        }
        switch (task) {
            case Task.Do _ -> next = new RunState.Pause(position, 0, input);
            case Task.Set set -> complete(position, set.value().evaluate(input, variables), header.then());
            case Task.Switch choice ->
                complete(position, input, DataChecks.choose(choice.cases(), header.then(), input, variables));
            case Task.Raise raise ->
                fail(position, DataChecks.raised(raise.error().evaluate(input, variables)));
            case Task.Wait wait -> {
                Duration pause = DataChecks.duration(wait.duration(), input, variables);
                if (pause.isZero()) {
                    complete(position, input, header.then());
                } else {
                    minutes.note(new RunEvent.WaitStarted(position));
                    minutes.setTimer(position, Timer.Purpose.WAIT, pause);
                }
            }
            case Task.Emit emit -> {
                JsonNode event =
                        Emission.complete(emit.event().evaluate(input, variables), minutes.run(), position, now);
                minutes.note(new RunEvent.EventEmitted(position, event));
                minutes.send(new Effect.PublishEvent(event));
                complete(position, event, header.then());
            }
            case Task.Call call -> minutes.dispatch(path, call, call.arguments().evaluate(input, variables));
            case Task.Try _ -> beginAttempt(path.getLast(), 1, now);
        }
    }

    private void follow(int parent, TaskHeader from, Transition then, JsonNode data) {
        switch (then) {
            case Transition.Continue() ->
                next = new RunState.Pause(
                        parent, minutes.list(parent).positions().getOrDefault(from.name(), 0) + 1, data);
            case Transition.GoTo jump -> next = new RunState.Pause(parent, jump.index(), data);
            case Transition.Exit() -> listEnded(parent, data);
            case Transition.End() -> endFrom(parent, data);
        }
    }

    private void listEnded(int parent, JsonNode data) {
        if (parent == 0) {
            endCompleted(data);
            return;
        }
        Activation activation = minutes.activation(parent);
        Task task = program.tasks().get(activation.task());
        boolean caught = activation.phase() instanceof Phase.Catching;
        Transition then = caught && task instanceof Task.Try attempt
                ? afterCatch(attempt)
                : task.header().then();
        complete(parent, data, then);
    }

    private static Transition afterCatch(Task.Try task) {
        return task.handler().then() instanceof Transition.Continue
                ? task.header().then()
                : task.handler().then();
    }

    private void complete(int position, JsonNode rawOutput, Transition then) {
        List<Activation> path = minutes.run().path(position);
        Activation activation = path.getLast();
        TaskHeader header = minutes.header(activation);
        DataFlow flow = header.flow();
        JsonNode output;
        try {
            Variables variables = minutes.scope().after(header, path, rawOutput);
            output = DataChecks.evaluate(flow.outputAs(), rawOutput, variables);
            DataChecks.check(flow.outputShape(), output, "The output of the task");
            if (flow.exportAs() != null) {
                JsonNode context = flow.exportAs().evaluate(output, variables.with("output", output));
                DataChecks.check(flow.exportShape(), context, "What the task exports");
                minutes.note(new RunEvent.ContextReplaced(context));
            }
        } catch (ExpressionException e) {
            fail(position, Fault.expression(e.getMessage()));
            return;
        } catch (DataMismatch e) {
            fail(position, e.fault());
            return;
        }
        minutes.cancelTimers(position);
        minutes.note(new RunEvent.TaskCompleted(position, header.id(), activation.attempt(), output));
        follow(parent(path), header, then, output);
    }

    // ------------------------------------------------------------------ errors and attempts

    private void fail(int position, Fault raised) {
        List<Activation> path = minutes.run().path(position);
        Activation activation = path.getLast();
        Fault fault = raised.raisedBy(minutes.header(activation).pointer());
        minutes.giveUpInside(activation);
        minutes.cancelTimers(position);
        minutes.note(new RunEvent.TaskFaulted(position, activation.task(), activation.attempt(), fault));
        if (path.size() == 1) {
            endFaulted(fault);
            return;
        }
        Activation around = path.get(path.size() - 2);
        if (around.phase() instanceof Phase.Trying) {
            handle(around, fault);
        } else {
            fail(around.position(), fault);
        }
    }

    private void handle(Activation trying, Fault fault) {
        if (!(program.tasks().get(trying.task()) instanceof Task.Try task)
                || !(trying.phase() instanceof Phase.Trying(int attempt, Instant firstAt))) {
            fail(trying.position(), fault);
            return;
        }
        minutes.cancelTimers(trying.position(), Timer.Purpose.ATTEMPT_TIMEOUT);
        Variables variables =
                minutes.scope().during(task.header(), minutes.run().path(trying.position()));
        try {
            switch (Handling.of(
                    task, fault, attempt, firstAt, trying, minutes.run().id(), variables, now)) {
                case Handling.PassOn() -> fail(trying.position(), fault);
                case Handling.RetryAfter(Duration pause)
                when pause.isZero() -> beginAttempt(trying, attempt + 1, firstAt);
                case Handling.RetryAfter(Duration pause) -> {
                    minutes.note(
                            new RunEvent.RetryScheduled(trying.position(), attempt, firstAt, now.plus(pause), fault));
                    minutes.setTimer(trying.position(), Timer.Purpose.RETRY, pause);
                }
                case Handling.TakeIt() -> {
                    minutes.note(new RunEvent.FaultCaught(trying.position(), trying.task(), fault));
                    if (task.handler().body() == null) {
                        complete(trying.position(), trying.input(), afterCatch(task));
                    } else {
                        next = new RunState.Pause(trying.position(), 0, trying.input());
                    }
                }
            }
        } catch (ExpressionException e) {
            fail(trying.position(), Fault.expression(e.getMessage()));
        }
    }

    private void beginAttempt(Activation trying, int attempt, Instant firstAt) {
        minutes.note(new RunEvent.AttemptStarted(trying.position(), attempt, firstAt));
        Expression longest = program.tasks().get(trying.task()) instanceof Task.Try task
                        && task.handler().retry() != null
                ? task.handler().retry().attemptDuration()
                : null;
        if (longest != null) {
            try {
                Variables variables = minutes.scope()
                        .during(minutes.header(trying), minutes.run().path(trying.position()));
                minutes.setTimer(
                        trying.position(),
                        Timer.Purpose.ATTEMPT_TIMEOUT,
                        DataChecks.duration(longest, trying.input(), variables));
            } catch (ExpressionException e) {
                fail(trying.position(), Fault.expression(e.getMessage()));
                return;
            }
        }
        next = new RunState.Pause(trying.position(), 0, trying.input());
    }

    // ------------------------------------------------------------------ ends

    private void endFrom(int parent, JsonNode data) {
        List<Activation> around = minutes.run().path(parent);
        for (int i = around.size() - 1; i >= 0; i--) {
            Activation ending = around.get(i);
            minutes.giveUpInside(minutes.activation(ending.position()));
            minutes.cancelTimers(ending.position());
            minutes.note(new RunEvent.TaskCompleted(ending.position(), ending.task(), ending.attempt(), data));
        }
        endCompleted(data);
    }

    private void endCompleted(JsonNode data) {
        try {
            Variables variables = minutes.scope().workflow();
            JsonNode output = DataChecks.evaluate(program.flow().outputAs(), data, variables);
            DataChecks.check(program.flow().outputShape(), output, "The output of the workflow");
            minutes.end(new RunEvent.RunCompleted(output, now), Status.COMPLETED, output, null);
        } catch (ExpressionException e) {
            endFaulted(Fault.expression(e.getMessage()).raisedBy("/output"));
        } catch (DataMismatch e) {
            endFaulted(e.fault().raisedBy("/output"));
        }
    }

    private void endFaulted(Fault fault) {
        next = null;
        minutes.end(new RunEvent.RunFaulted(fault, now), Status.FAULTED, null, fault);
    }

    // ------------------------------------------------------------------ small steps

    private static int parent(List<Activation> path) {
        return path.size() == 1 ? 0 : path.get(path.size() - 2).position();
    }
}
