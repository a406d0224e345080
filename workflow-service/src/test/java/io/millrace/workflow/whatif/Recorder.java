package io.millrace.workflow.whatif;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.RunId;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Engine;
import io.millrace.workflow.engine.Evolution;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Seed;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Lives through a run as a real installation would, and keeps the record of it. */
final class Recorder {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final String HEAD = """
            document:
              dsl: '1.0.3'
              namespace: test
              name: play
              version: '1.0.0'
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The clock of one executor is behind the engine's. */
    private static final Duration SKEW = Duration.ofMillis(60);

    private final Program program;
    private final List<RecordedInput> inputs = new ArrayList<>();
    private final PriorityQueue<Coming> coming =
            new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparingInt(Coming::number));
    private final Map<String, List<Function<JsonNode, Object>>> steps = new HashMap<>();
    private final List<JsonNode> events = new ArrayList<>();
    private final List<RunInput.Answer> callbacks = new ArrayList<>();
    private final Map<Instant, RunInput> commands = new LinkedHashMap<>();
    private RunState state = new RunState.NotStarted();
    private Instant now = BEGIN;
    private int number;
    private int performed;

    private record Coming(Instant at, int number, Duration behind, RunInput input) {}

    private Recorder(Program program) {
        this.program = program;
    }

    static Recorder of(String definition) {
        return new Recorder(compile(HEAD + definition));
    }

    static Program compile(String text) {
        return switch (new Compiler(new DeepStackThread()).compile(text)) {
            case Compilation.Compiled compiled -> compiled.program();
            case Compilation.Refused refused ->
                throw new IllegalArgumentException(refused.problems().toString());
        };
    }

    Program program() {
        return program;
    }

    /** What comes of the steps of a task, one after the other; the last one for all further ones. */
    Recorder step(String task, Object... outcomes) {
        for (Object outcome : outcomes) {
            steps.computeIfAbsent(task, _ -> new ArrayList<>()).add(_ -> outcome);
        }
        return this;
    }

    Recorder event(String event) {
        events.add(json(event));
        return this;
    }

    Recorder callback(RunInput.Answer answer) {
        callbacks.add(answer);
        return this;
    }

    Recorder command(Duration after, RunInput command) {
        commands.put(BEGIN.plus(after), command);
        return this;
    }

    /** Runs to the end. */
    Recording record(String input) {
        commands.forEach((at, command) -> come(at, Duration.ZERO, command));
        RunId id = new RunId(1, 2);
        come(
                now,
                Duration.ZERO,
                new RunInput.StartRun(
                        id, "acme", program.identity(), json(input), "key", "api:1", null, Seed.NONE, null));
        while (!coming.isEmpty()) {
            Coming next = coming.remove();
            now = next.at();
            Instant stamped = now.plus(next.behind());
            Decision decision = Engine.decide(program, state, next.input(), stamped);
            inputs.add(new RecordedInput(next.input(), stamped, decision instanceof Decision.Accepted));
            if (decision instanceof Decision.Accepted accepted) {
                state = Evolution.evolve(state, accepted.events());
                accepted.events().forEach(this::follow);
                accepted.effects().forEach(this::follow);
            }
        }
        return new Recording(inputs, state instanceof RunState.Ended ended ? ended.status() : Status.RUNNING);
    }

    private void come(Instant at, Duration behind, RunInput input) {
        coming.add(new Coming(at, number++, behind, input));
    }

    private void follow(RunEvent event) {
        if (event instanceof RunEvent.TimerSet(Timer timer)) {
            come(timer.dueAt().plusMillis(7), Duration.ZERO, new RunInput.TimerFired(timer.number()));
        } else if (event instanceof RunEvent.TimerCancelled(Timer timer)) {
            coming.removeIf(one -> one.input().equals(new RunInput.TimerFired(timer.number())));
        } else if (event instanceof RunEvent.CallbackOpened opened) {
            Instant at = now;
            for (RunInput.Answer answer : callbacks) {
                at = at.plusMillis(500);
                come(at, Duration.ZERO, new RunInput.AnswerCallback("key", opened.position(), null, answer));
            }
        }
    }

    private void follow(Effect effect) {
        if (effect instanceof Effect.DispatchStep step) {
            perform(step);
        } else if (effect instanceof Effect.ContinueLater later) {
            come(now.plusMillis(2), Duration.ZERO, new RunInput.ContinueRun(later.stretch()));
        } else if (effect instanceof Effect.StartChild child && child.parent().awaits()) {
            come(
                    now.plusMillis(300),
                    Duration.ZERO,
                    new RunInput.ChildEnded(
                            child.parent().position(), child.child(), Status.COMPLETED, child.input(), null));
        } else if (effect instanceof Effect.Subscribe subscribe) {
            for (int i = 0; i < events.size(); i++) {
                come(
                        now.plusMillis(40L * (i + 1)),
                        Duration.ZERO,
                        new RunInput.DeliverEvent(subscribe.position(), events.get(i), 0, i));
            }
        }
    }

    private void perform(Effect.DispatchStep step) {
        List<Function<JsonNode, Object>> outcomes = steps.getOrDefault(step.task(), List.of(arguments -> arguments));
        Function<JsonNode, Object> next = outcomes.size() > 1 ? outcomes.removeFirst() : outcomes.getFirst();
        Object outcome = next.apply(step.arguments());
        RunInput result = outcome instanceof Fault fault
                ? new RunInput.StepFailed(step.position(), step.attempt(), fault, 5)
                : new RunInput.StepSucceeded(
                        step.position(),
                        step.attempt(),
                        outcome instanceof JsonNode node ? node : json(String.valueOf(outcome)),
                        5);
        // Results overtake one another, come twice, and every other one is stamped by another clock.
        Duration takes = Duration.ofMillis(20 + 37L * (performed % 5));
        Duration behind = performed++ % 2 == 0 ? Duration.ZERO : SKEW.negated();
        come(now.plus(takes), behind, result);
        come(now.plus(takes).plusMillis(11), behind, result);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String cloudEvent(String type) {
        return "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"com.example." + type
                + "\", \"data\": {\"of\": \"" + type + "\"}}";
    }

    static Fault busy() {
        return new Fault("https://serverlessworkflow.io/spec/1.0.0/errors/communication", 503, null, "busy", null);
    }
}
