package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.StandardErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One partition of the engine as it runs on Kafka, in memory: a log, a state that is committed now and then, early
 * outputs that leave before the commit, executors and timers that append to the log, and crashes that throw away all
 * that was not committed.
 */
final class ModelledLog {
    private record Input(RunId run, RunInput input, Instant at) {}

    /** One line of the audit: what an input led to. */
    record Line(int offset, RunId run, RunInput input, Decision decision) {}

    private record Step(RunId run, int position, int attempt, JsonNode asked) {}

    private final RandomGenerator random;
    private final Map<RunId, Program> programs = new HashMap<>();
    private final List<Input> log = new ArrayList<>();
    private final List<Runnable> outside = new ArrayList<>();
    private final Set<RunId> answered = new HashSet<>();
    private final Map<Step, RunInput> performed = new HashMap<>();

    private final Map<RunId, byte[]> committed = new HashMap<>();
    private final List<Line> audit = new ArrayList<>();
    private int committedOffset;

    private final Map<RunId, byte[]> dirty = new HashMap<>();
    private final List<Line> dirtyAudit = new ArrayList<>();
    private int offset;
    private Instant now = Play.BEGIN;

    ModelledLog(RandomGenerator random) {
        this.random = random;
    }

    void start(RunId run, Program program) {
        programs.put(run, program);
        Waiter waiter = new Waiter("gateway", 0, run.toString());
        RunInput start = new RunInput.StartRun(
                run,
                "acme",
                program.identity(),
                IntNode.valueOf(random.nextInt(5)),
                "key",
                "api:1",
                waiter,
                Play.SEED,
                null);
        append(run, start);
        if (random.nextInt(4) == 0) {
            append(run, start);
        }
    }

    /** Does one thing that could happen now; false when nothing is left to happen. */
    boolean happen() {
        int dice = random.nextInt(100);
        if (dice < 3) {
            crash();
        } else if (dice < 15) {
            commit();
        } else if (dice < 55 && offset < log.size()) {
            process();
        } else if (dice < 90 && !outside.isEmpty()) {
            outside.remove(random.nextInt(outside.size())).run();
        } else if (dice < 98) {
            fireTimers(false);
        } else if (!programs.isEmpty() && random.nextInt(40) == 0) {
            append(programs.keySet().iterator().next(), new RunInput.CancelRun("key", null));
        }
        return offset < log.size() || !outside.isEmpty() || committedOffset < log.size() || fireTimers(true);
    }

    private void append(RunId run, RunInput input) {
        now = now.plusMillis(random.nextInt(50));
        log.add(new Input(run, input, now));
    }

    private RunState state(RunId run) {
        byte[] bytes = dirty.containsKey(run) ? dirty.get(run) : committed.get(run);
        return StateCodec.read(bytes);
    }

    private void process() {
        Input read = log.get(offset);
        RunState before = state(read.run());
        Decision decision = Engine.decide(program(read.run()), before, read.input(), read.at());
        if (decision instanceof Decision.Accepted accepted) {
            dirty.put(read.run(), StateCodec.write(Evolution.evolve(before, accepted.events())));
            accepted.effects().forEach(effect -> leave(read.run(), effect));
        } else if (read.input() instanceof RunInput.StartRun start && start.waiter() != null) {
            answered.add(read.run());
        }
        dirtyAudit.add(new Line(offset, read.run(), read.input(), decision));
        offset++;
    }

    private void leave(RunId run, Effect effect) {
        switch (effect) {
            case Effect.DispatchStep step -> {
                outside.add(() -> perform(new Step(run, step.position(), step.attempt(), step.arguments())));
                if (random.nextInt(5) == 0) {
                    outside.add(() -> perform(new Step(run, step.position(), step.attempt(), step.arguments())));
                }
            }
            case Effect.ContinueLater later ->
                outside.add(() -> append(run, new RunInput.ContinueRun(later.stretch())));
            case Effect.AnswerWaiter _ -> answered.add(run);
            case Effect.CancelStep _,
                    Effect.StartChild _,
                    Effect.CancelChild _,
                    Effect.TellParent _,
                    Effect.Subscribe _,
                    Effect.Unsubscribe _,
                    Effect.PublishEvent _ -> {
                // Emitted events leave in the transaction: the audit line stands for them.
            }
        }
    }

    // An executor may perform a repeated command again, and may then report something else.
    private void perform(Step step) {
        RunInput fresh = random.nextInt(3) == 0
                ? new RunInput.StepFailed(
                        step.position(),
                        step.attempt(),
                        new Fault(StandardErrors.COMMUNICATION, 503, null, "busy", null),
                        1)
                : new RunInput.StepSucceeded(step.position(), step.attempt(), answer(step.asked()), 1);
        RunInput result = random.nextBoolean() ? performed.computeIfAbsent(step, _ -> fresh) : fresh;
        append(step.run(), result);
    }

    private JsonNode answer(JsonNode asked) {
        JsonNode receive = asked.at("/subscription/receive");
        if (receive.isMissingNode()) {
            return IntNode.valueOf(random.nextInt(5));
        }
        int from = receive.path("position").asInt();
        int to = from + random.nextInt(3);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("position", to);
        ArrayNode messages = answer.putArray("messages");
        IntStream.range(from, to).forEach(number -> messages.addObject().put("payload", number));
        return answer;
    }

    /** Appends the timers that are due; time jumps to the next one when nothing else is left to happen. */
    private boolean fireTimers(boolean onlyLook) {
        List<Timer> timers = new ArrayList<>();
        for (RunId run : programs.keySet()) {
            if (state(run) instanceof RunState.Active active) {
                for (Timer timer : active.timers()) {
                    timers.add(timer);
                    if (!onlyLook && (!timer.dueAt().isAfter(now) || idle())) {
                        now = timer.dueAt().isAfter(now) ? timer.dueAt() : now;
                        append(run, new RunInput.TimerFired(timer.number()));
                    }
                }
            }
        }
        return !timers.isEmpty();
    }

    private boolean idle() {
        return offset == log.size() && outside.isEmpty();
    }

    private void commit() {
        committed.putAll(dirty);
        audit.addAll(dirtyAudit);
        committedOffset = offset;
        dirty.clear();
        dirtyAudit.clear();
    }

    private void crash() {
        dirty.clear();
        dirtyAudit.clear();
        offset = committedOffset;
    }

    void finish() {
        commit();
    }

    List<Line> audit() {
        return audit;
    }

    int appended() {
        return log.size();
    }

    /** When the input at an offset was appended. */
    Instant appendedAt(int offset) {
        return log.get(offset).at();
    }

    Set<RunId> runs() {
        return programs.keySet();
    }

    Set<RunId> answered() {
        return answered;
    }

    RunState committed(RunId run) {
        return StateCodec.read(committed.get(run));
    }

    /** Reads the whole log again from its beginning, without any outside. */
    List<Line> replayed() {
        Map<RunId, RunState> states = new HashMap<>();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            Input read = log.get(i);
            RunState before = states.getOrDefault(read.run(), new RunState.NotStarted());
            Decision decision = Engine.decide(program(read.run()), before, read.input(), read.at());
            if (decision instanceof Decision.Accepted accepted) {
                states.put(read.run(), Evolution.evolve(before, accepted.events()));
            }
            lines.add(new Line(i, read.run(), read.input(), decision));
        }
        return lines;
    }

    private Program program(RunId run) {
        return Objects.requireNonNull(programs.get(run));
    }
}
