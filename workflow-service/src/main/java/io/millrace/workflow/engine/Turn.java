package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.program.DataFlow;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Shape;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.TaskList;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private RunState state;
    private RunState.@Nullable Pause next;
    private int begun;

    Turn(Program program, RunState state, Instant now) {
        this.program = program;
        this.state = state;
        this.now = now;
    }

    Decision decision() {
        return new Decision.Accepted(events, effects);
    }

    // ------------------------------------------------------------------ what an input asks for

    void start(RunInput.StartRun start) {
        note(new RunEvent.RunStarted(
                start.id(),
                start.tenant(),
                start.definition(),
                start.input(),
                start.actor(),
                start.cause(),
                now,
                start.waiter()));
        try {
            Variables variables = scope().workflow();
            DataFlow flow = program.flow();
            check(flow.inputShape(), start.input(), "The input of the workflow");
            JsonNode input = evaluate(flow.inputFrom(), start.input(), variables);
            if (program.timeout() != null) {
                setTimer(0, Timer.Purpose.RUN_TIMEOUT, duration(program.timeout(), input, variables));
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
        note(new RunEvent.StepEnded(result.position(), result.attempt(), result.millis()));
        TaskHeader header = header(run().path(result.position()).getLast());
        complete(result.position(), result.output(), header.then());
        go();
    }

    void stepFailed(RunInput.StepFailed result) {
        note(new RunEvent.StepEnded(result.position(), result.attempt(), result.millis()));
        fail(result.position(), result.fault());
        go();
    }

    void timerFired(Timer timer) {
        note(new RunEvent.TimerElapsed(timer));
        switch (timer.purpose()) {
            case WAIT -> {
                Activation sleeping = run().path(timer.position()).getLast();
                complete(timer.position(), sleeping.input(), header(sleeping).then());
            }
            case RETRY -> {
                Activation pausing = run().path(timer.position()).getLast();
                if (pausing.phase() instanceof Phase.Pausing(int failed, Instant firstAt)) {
                    beginAttempt(pausing, failed + 1, firstAt);
                }
            }
            case TASK_TIMEOUT -> fail(timer.position(), Fault.timeout("The task did not end in time."));
            case ATTEMPT_TIMEOUT -> {
                giveUpChildren(run().path(timer.position()).getLast());
                Activation attempt = run().path(timer.position()).getLast();
                handle(
                        attempt,
                        Fault.timeout("The attempt did not end in time.")
                                .raisedBy(header(attempt).pointer()));
            }
            case RUN_TIMEOUT -> endFaulted(Fault.timeout("The run did not end in time."));
        }
        go();
    }

    void proceed() {
        next = run().pause();
        note(new RunEvent.StretchStarted(run().counters().stretch() + 1));
        go();
    }

    void cancel(RunInput.CancelRun cancel) {
        List<Waiter> waiters = giveUpEverything();
        note(new RunEvent.RunCancelled(cancel.actor(), cancel.reason(), now));
        answer(waiters, Status.CANCELLED, null, null);
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
                int stretch = run().counters().stretch();
                note(new RunEvent.StretchEnded(stretch, place));
                effects.add(new Effect.ContinueLater(stretch));
                return;
            }
            TaskList list = list(place.parent());
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
        List<Activation> around = run().path(parent);
        JsonNode input = rawInput;
        Fault fault = null;
        try {
            Variables variables = scope().before(header, rawInput, around);
            if (header.condition() != null && !holds(header.condition(), rawInput, variables)) {
                note(new RunEvent.TaskSkipped(header.id()));
                follow(parent, header, header.then(), rawInput);
                return;
            }
            check(header.flow().inputShape(), rawInput, "The input of the task");
            input = evaluate(header.flow().inputFrom(), rawInput, variables);
        } catch (ExpressionException e) {
            fault = Fault.expression(e.getMessage());
        } catch (DataMismatch e) {
            fault = e.fault();
        }
        int position = run().counters().position() + 1;
        note(new RunEvent.TaskStarted(parent, position, header.id(), attempt(around), rawInput, input, now));
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
        List<Activation> path = run().path(position);
        TaskHeader header = task.header();
        Variables variables = scope().during(header, path);
        if (header.timeout() != null) {
            setTimer(position, Timer.Purpose.TASK_TIMEOUT, duration(header.timeout(), input, variables));
        }
        switch (task) {
            case Task.Do _ -> next = new RunState.Pause(position, 0, input);
            case Task.Set set -> complete(position, set.value().evaluate(input, variables), header.then());
            case Task.Switch choice ->
                complete(position, input, choose(choice.cases(), header.then(), input, variables));
            case Task.Raise raise -> fail(position, raised(raise.error().evaluate(input, variables)));
            case Task.Wait wait -> {
                Duration pause = duration(wait.duration(), input, variables);
                if (pause.isZero()) {
                    complete(position, input, header.then());
                } else {
                    note(new RunEvent.WaitStarted(position));
                    setTimer(position, Timer.Purpose.WAIT, pause);
                }
            }
            case Task.Emit emit -> {
                JsonNode event = Emission.complete(emit.event().evaluate(input, variables), run(), position, now);
                note(new RunEvent.EventEmitted(position, event));
                effects.add(new Effect.PublishEvent(event));
                complete(position, event, header.then());
            }
            case Task.Call call -> dispatch(path, call, call.arguments().evaluate(input, variables));
            case Task.Try _ -> beginAttempt(path.getLast(), 1, now);
        }
    }

    private void dispatch(List<Activation> path, Task.Call call, JsonNode arguments) {
        Activation activation = path.getLast();
        Instant deadline = run().timers().stream()
                .filter(timer -> timer.position() == 0
                        || path.stream().anyMatch(around -> around.position() == timer.position()))
                .map(Timer::dueAt)
                .min(Instant::compareTo)
                .orElse(null);
        note(new RunEvent.StepScheduled(activation.position(), activation.task(), activation.attempt(), call.kind()));
        effects.add(new Effect.DispatchStep(
                activation.position(),
                activation.attempt(),
                call.header().pointer(),
                call.header().name(),
                call.kind(),
                arguments,
                deadline));
    }

    private static Transition choose(List<Task.Case> cases, Transition otherwise, JsonNode input, Variables variables) {
        for (Task.Case candidate : cases) {
            if (candidate.when() == null || holds(candidate.when(), input, variables)) {
                return candidate.then();
            }
        }
        return otherwise;
    }

    private static Fault raised(JsonNode error) {
        if (!error.path("type").isTextual() || !error.path("status").canConvertToInt()) {
            throw new ExpressionException("An error needs a type (text) and a status (number), but this is " + error);
        }
        return Fault.of(error);
    }

    private void follow(int parent, TaskHeader from, Transition then, JsonNode data) {
        switch (then) {
            case Transition.Continue() ->
                next = new RunState.Pause(parent, list(parent).positions().getOrDefault(from.name(), 0) + 1, data);
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
        Activation activation = run().path(parent).getLast();
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
        List<Activation> path = run().path(position);
        Activation activation = path.getLast();
        TaskHeader header = header(activation);
        DataFlow flow = header.flow();
        JsonNode output;
        try {
            Variables variables = scope().after(header, path, rawOutput);
            output = evaluate(flow.outputAs(), rawOutput, variables);
            check(flow.outputShape(), output, "The output of the task");
            if (flow.exportAs() != null) {
                JsonNode context = flow.exportAs().evaluate(output, variables.with("output", output));
                check(flow.exportShape(), context, "What the task exports");
                note(new RunEvent.ContextReplaced(context));
            }
        } catch (ExpressionException e) {
            fail(position, Fault.expression(e.getMessage()));
            return;
        } catch (DataMismatch e) {
            fail(position, e.fault());
            return;
        }
        cancelTimers(position);
        note(new RunEvent.TaskCompleted(position, header.id(), activation.attempt(), output));
        follow(parent(path), header, then, output);
    }

    // ------------------------------------------------------------------ errors and attempts

    private void fail(int position, Fault raised) {
        List<Activation> path = run().path(position);
        Activation activation = path.getLast();
        Fault fault = raised.raisedBy(header(activation).pointer());
        giveUpChildren(activation);
        cancelTimers(position);
        note(new RunEvent.TaskFaulted(position, activation.task(), activation.attempt(), fault));
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
        giveUpTimersOf(trying.position(), Timer.Purpose.ATTEMPT_TIMEOUT);
        Variables variables = scope().during(task.header(), run().path(trying.position()));
        try {
            switch (Handling.of(task, fault, attempt, firstAt, trying, run().id(), variables, now)) {
                case Handling.PassOn() -> fail(trying.position(), fault);
                case Handling.RetryAfter(Duration pause)
                when pause.isZero() -> beginAttempt(trying, attempt + 1, firstAt);
                case Handling.RetryAfter(Duration pause) -> {
                    note(new RunEvent.RetryScheduled(trying.position(), attempt, firstAt, now.plus(pause), fault));
                    setTimer(trying.position(), Timer.Purpose.RETRY, pause);
                }
                case Handling.TakeIt() -> {
                    note(new RunEvent.FaultCaught(trying.position(), trying.task(), fault));
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
        note(new RunEvent.AttemptStarted(trying.position(), attempt, firstAt));
        Expression longest = program.tasks().get(trying.task()) instanceof Task.Try task
                        && task.handler().retry() != null
                ? task.handler().retry().attemptDuration()
                : null;
        if (longest != null) {
            try {
                Variables variables = scope().during(header(trying), run().path(trying.position()));
                setTimer(
                        trying.position(), Timer.Purpose.ATTEMPT_TIMEOUT, duration(longest, trying.input(), variables));
            } catch (ExpressionException e) {
                fail(trying.position(), Fault.expression(e.getMessage()));
                return;
            }
        }
        next = new RunState.Pause(trying.position(), 0, trying.input());
    }

    // ------------------------------------------------------------------ ends

    private void endFrom(int parent, JsonNode data) {
        List<Activation> around = run().path(parent);
        for (int i = around.size() - 1; i >= 0; i--) {
            Activation ending = around.get(i);
            giveUpChildren(run().path(ending.position()).getLast());
            cancelTimers(ending.position());
            note(new RunEvent.TaskCompleted(ending.position(), ending.task(), ending.attempt(), data));
        }
        endCompleted(data);
    }

    private void endCompleted(JsonNode data) {
        try {
            Variables variables = scope().workflow();
            JsonNode output = evaluate(program.flow().outputAs(), data, variables);
            check(program.flow().outputShape(), output, "The output of the workflow");
            List<Waiter> waiters = giveUpEverything();
            note(new RunEvent.RunCompleted(output, now));
            answer(waiters, Status.COMPLETED, output, null);
        } catch (ExpressionException e) {
            endFaulted(Fault.expression(e.getMessage()).raisedBy("/output"));
        } catch (DataMismatch e) {
            endFaulted(e.fault().raisedBy("/output"));
        }
    }

    private void endFaulted(Fault fault) {
        List<Waiter> waiters = giveUpEverything();
        note(new RunEvent.RunFaulted(fault, now));
        answer(waiters, Status.FAULTED, null, fault);
    }

    private List<Waiter> giveUpEverything() {
        next = null;
        run().activations().forEach(this::giveUp);
        run().timers().forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
        return run().waiters();
    }

    private void answer(List<Waiter> waiters, Status status, @Nullable JsonNode output, @Nullable Fault fault) {
        waiters.forEach(waiter -> effects.add(new Effect.AnswerWaiter(waiter, status, output, fault)));
    }

    private void giveUpChildren(Activation activation) {
        activation.children().forEach(this::giveUp);
    }

    private void giveUp(Activation activation) {
        giveUpChildren(activation);
        cancelTimers(activation.position());
        note(new RunEvent.TaskCancelled(activation.position(), activation.task()));
    }

    // ------------------------------------------------------------------ small steps

    private void setTimer(int position, Timer.Purpose purpose, Duration after) {
        int number = run().counters().timer() + 1;
        note(new RunEvent.TimerSet(new Timer(number, position, purpose, now.plus(after))));
    }

    private void cancelTimers(int position) {
        run().timers().stream()
                .filter(timer -> timer.position() == position)
                .forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
    }

    private void giveUpTimersOf(int position, Timer.Purpose purpose) {
        run().timers().stream()
                .filter(timer -> timer.position() == position && timer.purpose() == purpose)
                .forEach(timer -> note(new RunEvent.TimerCancelled(timer)));
    }

    private TaskList list(int parent) {
        if (parent == 0) {
            return program.body();
        }
        Activation activation = run().path(parent).getLast();
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

    private int attempt(List<Activation> around) {
        for (int i = around.size() - 1; i >= 0; i--) {
            if (around.get(i).phase() instanceof Phase.Trying trying) {
                return trying.attempt();
            }
        }
        return 1;
    }

    private static int parent(List<Activation> path) {
        return path.size() == 1 ? 0 : path.get(path.size() - 2).position();
    }

    private TaskHeader header(Activation activation) {
        return program.tasks().get(activation.task()).header();
    }

    private void note(RunEvent event) {
        state = Evolution.evolve(state, event);
        events.add(event);
    }

    private Active run() {
        if (state instanceof Active run) {
            return run;
        }
        throw new IllegalStateException("the run is " + state.status().word());
    }

    private Scope scope() {
        return new Scope(program, run(), now);
    }

    private static JsonNode evaluate(@Nullable Expression expression, JsonNode current, Variables variables) {
        return expression == null ? current : expression.evaluate(current, variables);
    }

    static boolean holds(Expression condition, JsonNode current, Variables variables) {
        return Expression.truthy(condition.evaluate(current, variables));
    }

    static Duration duration(Expression expression, JsonNode current, Variables variables) {
        return Durations.of(expression.evaluate(current, variables));
    }

    private static void check(@Nullable Shape shape, JsonNode data, String what) {
        if (shape != null) {
            List<String> violations = shape.violations(data);
            if (!violations.isEmpty()) {
                throw new DataMismatch(what + " does not fit its schema: " + String.join("; ", violations));
            }
        }
    }
}
