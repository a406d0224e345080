package io.millrace.workflow.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.RunId;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.StandardErrors;
import io.millrace.workflow.program.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays one run against the engine by hand: what tests say is what the log would bring. */
final class Play {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final Seed SEED = new Seed("AQIDBAUGBwgJCgsMDQ4PEA==");
    static final Waiter WAITER = new Waiter("gateway-1", 3, "caller-1");

    private static final ObjectMapper JSON = new ObjectMapper();
    static final String HEAD = """
            document:
              dsl: '1.0.3'
              namespace: test
              name: play
              version: '1.0.0'
            """;

    private final Program program;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private RunState state = new RunState.NotStarted();
    private Instant now = BEGIN;
    private long deliveries;
    private final List<Move> moves = new ArrayList<>();

    /** A change of the run's status. */
    record Move(Status from, Status to) {}

    private Play(Program program) {
        this.program = program;
    }

    /** A run of the definition whose part behind {@code document} is given. */
    static Play of(String definition) {
        return new Play(compile(HEAD + definition));
    }

    /** A run in the middle; a step that it waits for is taken for sent. */
    static Play from(Program program, RunState state) {
        Play run = new Play(program);
        run.state = state;
        if (state instanceof RunState.Active active) {
            active.activations().forEach(run::expectSteps);
        }
        return run;
    }

    /** Goes on from a state that was read back. */
    Play goOnFrom(RunState restored) {
        state = restored;
        return this;
    }

    private void expectSteps(Activation activation) {
        if (activation.phase() instanceof Phase.Performing
                && program.tasks().get(activation.task()) instanceof Task.Call call) {
            effects.add(new Effect.DispatchStep(
                    activation.position(),
                    activation.attempt(),
                    call.header().pointer(),
                    call.header().name(),
                    call.kind(),
                    activation.input(),
                    null));
        }
        activation.children().forEach(this::expectSteps);
    }

    static Program compile(String text) {
        return switch (new Compiler(new DeepStackThread()).compile(text)) {
            case Compilation.Compiled compiled -> compiled.program();
            case Compilation.Refused refused ->
                throw new IllegalArgumentException(refused.problems().toString());
        };
    }

    Play started() {
        return started("{}");
    }

    Play started(String input) {
        accept(start(input, WAITER));
        return this;
    }

    static RunInput.StartRun start(String input, @Nullable Waiter waiter) {
        return new RunInput.StartRun(
                new RunId(1, 2),
                "acme",
                new io.millrace.workflow.program.Identity("test", "play", "1.0.0", "hash"),
                json(input),
                "key-1",
                "api:1",
                waiter,
                SEED,
                null);
    }

    Play stepSucceeded(String output) {
        Effect.DispatchStep step = openStep();
        accept(new RunInput.StepSucceeded(step.position(), step.attempt(), json(output), 5));
        return this;
    }

    Play stepFailed(int status) {
        Effect.DispatchStep step = openStep();
        Fault fault = new Fault(StandardErrors.COMMUNICATION, status, "Communication error", "it said " + status, null);
        accept(new RunInput.StepFailed(step.position(), step.attempt(), fault, 5));
        return this;
    }

    Play nextTimerFired() {
        Timer timer = active().timers().stream()
                .min(Comparator.comparing(Timer::dueAt))
                .orElseThrow();
        now = timer.dueAt();
        accept(new RunInput.TimerFired(timer.number()));
        return this;
    }

    /** Answers the open step of a task. */
    Play stepSucceeded(String task, String output) {
        Effect.DispatchStep step = steps(task).getLast();
        accept(new RunInput.StepSucceeded(step.position(), step.attempt(), json(output), 5));
        return this;
    }

    Play stepFailed(String task, int status) {
        Effect.DispatchStep step = steps(task).getLast();
        accept(new RunInput.StepFailed(step.position(), step.attempt(), communication(status), 5));
        return this;
    }

    static Fault communication(int status) {
        return new Fault(StandardErrors.COMMUNICATION, status, "Communication error", "it said " + status, null);
    }

    /** The steps that were sent for a task, in order. */
    List<Effect.DispatchStep> steps(String task) {
        return effects(Effect.DispatchStep.class).stream()
                .filter(step -> step.task().equals(task))
                .toList();
    }

    /** Offers an event to the task that listens; it stands behind those before it in the partition. */
    Decision delivered(String event) {
        int position = effects(Effect.Subscribe.class).getLast().position();
        return offered(new RunInput.DeliverEvent(position, json(event), 0, deliveries++));
    }

    Play heard(String event) {
        if (delivered(event) instanceof Decision.Rejected rejected) {
            throw new AssertionError("rejected: " + rejected);
        }
        return this;
    }

    <T extends Effect> List<T> effects(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Play after(Duration pause) {
        now = now.plus(pause);
        return this;
    }

    Decision offered(RunInput input) {
        Decision decision = Engine.decide(program, state, input, now);
        if (decision instanceof Decision.Accepted accepted) {
            Status before = state.status();
            state = Evolution.evolve(state, accepted.events());
            if (state.status() != before) {
                moves.add(new Move(before, state.status()));
            }
            events.addAll(accepted.events());
            effects.addAll(accepted.effects());
        }
        return decision;
    }

    void accept(RunInput input) {
        if (offered(input) instanceof Decision.Rejected rejected) {
            throw new AssertionError("rejected: " + rejected);
        }
    }

    RunState state() {
        return state;
    }

    /** The changes of the run's status so far, in order. */
    List<Move> moves() {
        return moves;
    }

    RunState.Active active() {
        if (state instanceof RunState.Active run) {
            return run;
        }
        throw new AssertionError("the run is " + state);
    }

    Instant now() {
        return now;
    }

    List<RunEvent> events() {
        return events;
    }

    <T extends RunEvent> List<T> events(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<Effect> effects() {
        return effects;
    }

    Effect.DispatchStep openStep() {
        List<Effect.DispatchStep> steps = effects.stream()
                .filter(Effect.DispatchStep.class::isInstance)
                .map(Effect.DispatchStep.class::cast)
                .toList();
        return steps.getLast();
    }

    /** Names of the tasks in the order in which they ended. */
    List<String> completed() {
        return events(RunEvent.TaskCompleted.class).stream()
                .map(event -> program.tasks().get(event.task()).header().name())
                .toList();
    }

    String output() {
        return events(RunEvent.RunCompleted.class).getLast().output().toString();
    }

    Fault fault() {
        return events(RunEvent.RunFaulted.class).getLast().fault();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
