package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated workflows end as their text reads, whatever comes first, and come to the same after every crash. */
class RandomWorkflowsTest {
    private static final int SEEDS = Integer.getInteger("millrace.random.seeds", 2_000);
    private static final int MOST_INPUTS = 20_000;

    @Test
    void shouldEndAsANaiveInterpreterDoes() {
        // Given
        IntStream seeds = IntStream.range(0, SEEDS);

        // When / Then
        seeds.parallel().forEach(RandomWorkflowsTest::check);
    }

    /** Seeds that once failed stay here. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void shouldStillDoSoForSeedsThatOnceFailed(long seed) {
        // When / Then
        check(seed);
    }

    private static void check(long seed) {
        RandomWorkflow workflow = RandomWorkflow.of(new SplittableRandom(seed));
        try {
            NaiveInterpreter.Outcome expected = new NaiveInterpreter(new Outside(seed)).run(workflow);
            Live live = new Live(Play.compile(Play.HEAD + workflow.definition()), seed);
            live.run();
            assertThat(live.outcome()).isEqualTo(json(expected));
            live.expectTheSameAfterACrashAtEveryInput();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + workflow.definition(), e);
        }
    }

    private static JsonNode json(NaiveInterpreter.Outcome outcome) {
        return switch (outcome) {
            case NaiveInterpreter.Outcome.Faulted() -> JsonNodeFactory.instance.textNode("faulted");
            case NaiveInterpreter.Outcome.Completed completed -> {
                ObjectNode json = JsonNodeFactory.instance.objectNode();
                completed.out().forEach(json.putArray("out")::add);
                ObjectNode context = json.putObject("context");
                completed.context().forEach(context::put);
                yield json;
            }
        };
    }

    private record Outside(long seed) implements NaiveInterpreter.Answers {
        @Override
        public Optional<Integer> call(String task, int length, int attempt) {
            int hash = Objects.hash(seed, task, length, attempt);
            return Math.floorMod(hash, 7) < 2 ? Optional.empty() : Optional.of(Math.floorMod(hash, 1000));
        }

        @Override
        public int child(int length) {
            return Math.floorMod(Objects.hash(seed, length), 1000);
        }

        @Override
        public int callback() {
            return 5;
        }

        @Override
        public int event() {
            return 6;
        }
    }

    /** The engine, with everything outside answering in any order. */
    private static final class Live {
        private record Line(RunInput input, Instant at, RunState after) {}

        private final Program program;
        private final RandomGenerator random;
        private final Outside outside;
        private final List<RunInput> coming = new ArrayList<>();
        private final List<Line> log = new ArrayList<>();
        private RunState state = new RunState.NotStarted();
        private JsonNode outcome = JsonNodeFactory.instance.missingNode();
        private Instant now = Play.BEGIN;
        private long events;

        Live(Program program, long seed) {
            this.program = program;
            this.random = new SplittableRandom(seed ^ 0x5eedL);
            this.outside = new Outside(seed);
        }

        JsonNode outcome() {
            return outcome;
        }

        void run() {
            take(Play.start("[]", null));
            while (state instanceof RunState.Active run) {
                assertThat(log).as("the run does not end").hasSizeLessThan(MOST_INPUTS);
                take(next(run));
            }
        }

        private RunInput next(RunState.Active run) {
            if (run.suspended() && random.nextInt(4) == 0) {
                return new RunInput.ResumeRun("key");
            }
            if (!run.suspended() && random.nextInt(30) == 0) {
                return new RunInput.SuspendRun("key", null);
            }
            if (!coming.isEmpty()) {
                return coming.remove(random.nextInt(coming.size()));
            }
            if (run.suspended()) {
                return new RunInput.ResumeRun("key");
            }
            Timer timer = run.timers().stream()
                    .filter(candidate -> candidate.purpose() != Timer.Purpose.CALLBACK_EXPIRY)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the run is stuck: " + run));
            now = timer.dueAt();
            return new RunInput.TimerFired(timer.number());
        }

        private void take(RunInput input) {
            now = now.plusMillis(1);
            if (Engine.decide(program, state, input, now) instanceof Decision.Accepted accepted) {
                state = Evolution.evolve(state, accepted.events());
                accepted.effects().forEach(this::answer);
                accepted.events().forEach(this::note);
            }
            log.add(new Line(input, now, StateCodec.read(StateCodec.write(state))));
        }

        private void note(RunEvent event) {
            if (event instanceof RunEvent.RunCompleted completed) {
                outcome = completed.output();
            } else if (event instanceof RunEvent.RunFaulted) {
                outcome = JsonNodeFactory.instance.textNode("faulted");
            } else if (event instanceof RunEvent.CallbackOpened opened) {
                coming.add(new RunInput.AnswerCallback(
                        "key", opened.position(), null, new RunInput.Answer.Done(IntNode.valueOf(outside.callback()))));
            }
        }

        private void answer(Effect effect) {
            switch (effect) {
                case Effect.DispatchStep step
                when step.arguments().has("subscription") -> {
                    coming.add(received(step));
                    // Whoever receives again may find more, and only one of the answers counts.
                    if (random.nextInt(3) == 0) {
                        coming.add(received(step));
                    }
                }
                case Effect.DispatchStep step -> {
                    RunInput result = result(step);
                    coming.add(result);
                    if (random.nextInt(5) == 0) {
                        coming.add(result);
                    }
                }
                case Effect.ContinueLater later -> coming.add(new RunInput.ContinueRun(later.stretch()));
                case Effect.StartChild child ->
                    coming.add(new RunInput.ChildEnded(
                            child.parent().position(),
                            child.child(),
                            Status.COMPLETED,
                            IntNode.valueOf(
                                    outside.child(child.input().path("n").asInt())),
                            null));
                case Effect.Subscribe subscribe ->
                    coming.add(new RunInput.DeliverEvent(
                            subscribe.position(),
                            Play.json("{\"type\": \"news\", \"data\": " + outside.event() + "}"),
                            0,
                            events++));
                case Effect.CancelStep _,
                        Effect.CancelChild _,
                        Effect.TellParent _,
                        Effect.Unsubscribe _,
                        Effect.AnswerWaiter _,
                        Effect.PublishEvent _ -> {
                    // Whoever is told this says nothing back.
                }
            }
        }

        private RunInput received(Effect.DispatchStep step) {
            int position =
                    step.arguments().at("/subscription/receive/position/next").asInt(1);
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            var messages = answer.putArray("messages");
            int next = position + random.nextInt(3);
            IntStream.range(position, next)
                    .forEach(number -> messages.addObject().put("payload", number));
            answer.putObject("position").put("next", next);
            return new RunInput.StepSucceeded(step.position(), step.attempt(), answer, 1);
        }

        private RunInput result(Effect.DispatchStep step) {
            int length = step.arguments().at("/input/n").asInt();
            return outside.call(step.task(), length, step.attempt())
                    .<RunInput>map(answer ->
                            new RunInput.StepSucceeded(step.position(), step.attempt(), IntNode.valueOf(answer), 1))
                    .orElseGet(() -> new RunInput.StepFailed(
                            step.position(), step.attempt(), Play.communication(RandomWorkflow.STATUS), 1));
        }

        /** What is read back from the bytes decides as what was never written, and comes to the same state. */
        void expectTheSameAfterACrashAtEveryInput() {
            RunState replayed = new RunState.NotStarted();
            for (Line line : log) {
                if (Engine.decide(program, replayed, line.input(), line.at()) instanceof Decision.Accepted accepted) {
                    replayed = StateCodec.read(StateCodec.write(Evolution.evolve(replayed, accepted.events())));
                }
                assertThat(replayed).isEqualTo(line.after());
            }
        }
    }
}
