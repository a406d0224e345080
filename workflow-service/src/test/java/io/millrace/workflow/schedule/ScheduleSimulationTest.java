package io.millrace.workflow.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.codec.ScheduleCodec;
import io.millrace.workflow.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A schedule under crashes at every input, repeats and delays: it starts the same runs, and each of them once. */
class ScheduleSimulationTest {
    private static final int SEEDS = Integer.getInteger("millrace.simulation.seeds", 2_000);
    private static final String BOTH = "{all: [{with: {type: a}}, {with: {type: b}}]}";
    private static final List<Program> VERSIONS = List.of(
            PlayedSchedule.version("1.0.0", "every: {seconds: 3}", "missed: all"),
            PlayedSchedule.version("1.0.1", "every: {seconds: 3}", "missed: all"),
            PlayedSchedule.version("1.0.2", "every: {seconds: 2}, cron: '*/5 * * * * *'", "missed: none"),
            PlayedSchedule.version("1.0.3", "cron: '*/7 * * * * *', after: PT3S", "missed: 'max:2'"),
            PlayedSchedule.version("1.0.4", "after: PT1S, on: " + BOTH, ""),
            PlayedSchedule.version("1.0.5", "on: " + BOTH, ""));

    private record Input(ScheduleInput input, Instant at) {}

    /** One partition: the log, the state at the last commit and since, and all that left early. */
    private static final class Log {
        private final RandomGenerator random;
        private final List<Input> inputs = new ArrayList<>();
        private final List<ScheduleDecision> decisions = new ArrayList<>();
        private final Map<RunId, ScheduleEffect.StartRun> started = new LinkedHashMap<>();
        private final Set<RunId> ended = new HashSet<>();
        private byte @Nullable [] committed;
        private int committedInputs;
        private byte @Nullable [] state;
        private int processed;
        private Instant now = PlayedSchedule.BEGIN;
        private long offset;

        Log(RandomGenerator random) {
            this.random = random;
        }

        void append(ScheduleInput input) {
            inputs.add(new Input(input, now));
        }

        void process() {
            if (processed == inputs.size()) {
                return;
            }
            Input input = inputs.get(processed);
            ScheduleDecision decision = decide(ScheduleCodec.read(state), input);
            if (processed < decisions.size()) {
                assertThat(decision).as("input %d again", processed).isEqualTo(decisions.get(processed));
            } else {
                decisions.add(decision);
            }
            if (decision instanceof ScheduleDecision.Accepted accepted) {
                if (!accepted.events().isEmpty()) {
                    state = ScheduleCodec.write(Evolution.evolve(ScheduleCodec.read(state), accepted.events()));
                }
                for (ScheduleEffect effect : accepted.effects()) {
                    if (effect instanceof ScheduleEffect.StartRun start) {
                        // The receiver recognises a repeat; what it was told must be the same.
                        assertThat(started.getOrDefault(start.run(), start)).isEqualTo(start);
                        started.put(start.run(), start);
                    }
                }
            }
            processed++;
        }

        void commit() {
            committed = state;
            committedInputs = processed;
        }

        void crash() {
            state = committed;
            processed = committedInputs;
        }

        void fireTimers() {
            if (ScheduleCodec.read(state) instanceof ScheduleState.Armed armed) {
                for (Timer timer : armed.memory().timers()) {
                    if (!timer.dueAt().isAfter(now)) {
                        append(new ScheduleInput.TimerFired(timer.number()));
                    }
                }
            }
        }

        void endARun() {
            started.keySet().stream()
                    .filter(run -> !ended.contains(run) || random.nextInt(4) == 0)
                    .skip(random.nextInt(3))
                    .findFirst()
                    .ifPresent(run -> {
                        ended.add(run);
                        append(new ScheduleInput.RunOver(run));
                    });
        }

        void event() {
            long at = random.nextInt(6) == 0 ? Math.max(0, offset - 1) : offset++;
            String type = random.nextBoolean() ? "a" : "b";
            append(new ScheduleInput.DeliverEvent(
                    Evolution.memory(ScheduleCodec.read(state)).counters().position(),
                    PlayedSchedule.json("{\"type\":\"%s\",\"source\":\"s\",\"id\":\"%d\"}".formatted(type, at)),
                    0,
                    at));
        }

        void happen() {
            int dice = random.nextInt(100);
            now = now.plusMillis(random.nextInt(random.nextInt(30) == 0 ? 20_000 : 400));
            if (dice < 4) {
                Program version = VERSIONS.get(random.nextInt(VERSIONS.size()));
                append(new ScheduleInput.Arm(version.identity()));
            } else if (dice < 6) {
                append(new ScheduleInput.Disarm());
            } else if (dice < 10) {
                crash();
            } else if (dice < 25) {
                commit();
            } else if (dice < 45) {
                fireTimers();
            } else if (dice < 50) {
                endARun();
            } else if (dice < 60) {
                event();
            } else {
                process();
            }
        }

        static ScheduleDecision decide(ScheduleState state, Input input) {
            String wanted = input.input() instanceof ScheduleInput.Arm arm
                    ? arm.definition().version()
                    : switch (state) {
                        case ScheduleState.Absent _ -> "";
                        case ScheduleState.Armed armed -> armed.definition().version();
                        case ScheduleState.Disarmed disarmed ->
                            disarmed.definition().version();
                    };
            Program program = VERSIONS.stream()
                    .filter(version -> version.identity().version().equals(wanted))
                    .findFirst()
                    .orElse(null);
            return Scheduler.decide(program, PlayedSchedule.ID, state, input.input(), input.at());
        }
    }

    @Test
    void shouldStartTheSameRunsOnceHoweverOftenItCrashes() {
        // Given
        IntStream seeds = IntStream.range(0, SEEDS);

        // When / Then
        seeds.parallel().forEach(ScheduleSimulationTest::check);
    }

    /** With policy all, nothing is lost and nothing doubled: the due times are those of an undisturbed clock. */
    @Test
    void shouldLoseNoDueTimeWhereAllAreMadeUpFor() {
        // Given
        IntStream seeds = IntStream.range(0, 200);

        // When / Then
        seeds.forEach(seed -> {
            Log log = new Log(new SplittableRandom(seed));
            log.append(new ScheduleInput.Arm(VERSIONS.getFirst().identity()));
            while (log.now.isBefore(PlayedSchedule.BEGIN.plusSeconds(300))) {
                log.now = log.now.plusMillis(log.random.nextInt(log.random.nextInt(20) == 0 ? 30_000 : 900));
                switch (log.random.nextInt(6)) {
                    case 0 -> log.crash();
                    case 1 -> log.commit();
                    case 2 -> log.fireTimers();
                    default -> log.process();
                }
            }
            settle(log);
            long expected = Duration.between(PlayedSchedule.BEGIN, log.now).toSeconds() / 3;
            assertThat(log.started).as("seed %d", seed).hasSize((int) expected);
        });
    }

    private static void settle(Log log) {
        for (int i = 0; i < 10; i++) {
            while (log.processed < log.inputs.size()) {
                log.process();
            }
            log.fireTimers();
        }
        while (log.processed < log.inputs.size()) {
            log.process();
        }
    }

    private static void check(int seed) {
        try {
            Log log = new Log(new SplittableRandom(seed));
            log.append(
                    new ScheduleInput.Arm(VERSIONS.get(seed % VERSIONS.size()).identity()));
            for (int i = 0; i < 400; i++) {
                log.happen();
            }
            settle(log);
            replayEqualsLive(log);
            aCauseHasOneRun(log);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("invariant broken for seed " + seed, e);
        }
    }

    private static void replayEqualsLive(Log log) {
        ScheduleState state = new ScheduleState.Absent();
        for (int i = 0; i < log.inputs.size(); i++) {
            ScheduleDecision decision = Log.decide(state, log.inputs.get(i));
            assertThat(decision).isEqualTo(log.decisions.get(i));
            if (decision instanceof ScheduleDecision.Accepted accepted) {
                state = Evolution.evolve(state, accepted.events());
            }
        }
    }

    private static void aCauseHasOneRun(Log log) {
        List<RunId> caused = log.decisions.stream()
                .filter(ScheduleDecision.Accepted.class::isInstance)
                .flatMap(decision -> ((ScheduleDecision.Accepted) decision).events().stream())
                .filter(ScheduleEvent.RunCaused.class::isInstance)
                .filter(event -> ((ScheduleEvent.RunCaused) event).kind() != Kind.AFTER)
                .map(event -> ((ScheduleEvent.RunCaused) event).run())
                .toList();
        assertThat(log.started.keySet()).containsAll(caused);
        assertThat(new HashSet<>(caused)).as("runs that were caused twice").hasSameSizeAs(caused);
    }
}
