package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Program;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine under crashes, repeats and reordering: what holds for every order of events, however unlucky. */
class EngineSimulationTest {
    private static final int SEEDS = Integer.getInteger("millrace.simulation.seeds", 10_000);
    private static final int MOST_HAPPENINGS = 20_000;
    static final List<Program> PROGRAMS = programs();

    @Test
    void shouldKeepEveryInvariantUnderCrashesRepeatsAndReordering() {
        // Given
        IntStream seeds = IntStream.range(0, SEEDS);

        // When / Then
        seeds.parallel().forEach(EngineSimulationTest::check);
    }

    /** Seeds that once failed stay here. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42})
    void shouldStillHoldForSeedsThatOnceFailed(long seed) {
        // When / Then
        check(seed);
    }

    private static void check(long seed) {
        try {
            RandomGenerator random = new SplittableRandom(seed);
            ModelledLog log = new ModelledLog(random);
            for (int run = 0; run < 1 + random.nextInt(3); run++) {
                log.start(new RunId(run, seed), PROGRAMS.get(random.nextInt(PROGRAMS.size())));
            }
            int happenings = 0;
            while (log.happen()) {
                assertThat(++happenings).as("a run is stuck").isLessThan(MOST_HAPPENINGS);
            }
            log.finish();
            everyRunEnded(log);
            everyInputIsAuditedOnce(log);
            aTerminalRunNeverMoves(log);
            anAttemptHasOneResult(log);
            everyMessageIsTakenOnce(log);
            everyWaiterWasAnswered(log);
            replayEqualsLive(log);
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("invariant broken for seed " + seed, e);
        }
    }

    private static void everyRunEnded(ModelledLog log) {
        assertThat(log.runs()).allSatisfy(run -> assertThat(log.committed(run)).isInstanceOf(RunState.Ended.class));
    }

    private static void everyInputIsAuditedOnce(ModelledLog log) {
        assertThat(log.audit().stream().map(ModelledLog.Line::offset))
                .containsExactlyElementsOf(
                        IntStream.range(0, log.appended()).boxed().toList());
    }

    private static void aTerminalRunNeverMoves(ModelledLog log) {
        Map<RunId, Status> statuses = new HashMap<>();
        Map<RunId, RunState> states = new HashMap<>();
        for (ModelledLog.Line line : log.audit()) {
            if (line.decision() instanceof Decision.Accepted accepted) {
                Status before = statuses.getOrDefault(line.run(), Status.PENDING);
                RunState after =
                        Evolution.evolve(states.getOrDefault(line.run(), new RunState.NotStarted()), accepted.events());
                assertThat(Transitions.legal(before, after.status()))
                        .as("%s to %s at offset %d", before, after.status(), line.offset())
                        .isTrue();
                statuses.put(line.run(), after.status());
                states.put(line.run(), after);
            }
        }
    }

    private static void anAttemptHasOneResult(ModelledLog log) {
        Set<List<Object>> results = new HashSet<>();
        for (ModelledLog.Line line : log.audit()) {
            if (line.decision() instanceof Decision.Accepted accepted) {
                accepted.events().stream()
                        .filter(RunEvent.StepEnded.class::isInstance)
                        .map(RunEvent.StepEnded.class::cast)
                        .forEach(
                                ended -> assertThat(results.add(List.of(line.run(), ended.position(), ended.attempt())))
                                        .isTrue());
            }
        }
    }

    /** The messages are numbers that count up, and the odd ones pass the filter. */
    private static void everyMessageIsTakenOnce(ModelledLog log) {
        Map<List<Object>, Integer> last = new HashMap<>();
        for (ModelledLog.Line line : log.audit()) {
            if (line.decision() instanceof Decision.Accepted accepted) {
                accepted.events().stream()
                        .filter(RunEvent.MessagesReceived.class::isInstance)
                        .map(RunEvent.MessagesReceived.class::cast)
                        .forEach(came -> came.taken().forEach(message -> {
                            int number = message.path("payload").intValue();
                            assertThat(last.put(List.of(line.run(), came.position()), number))
                                    .isEqualTo(number == 1 ? null : number - 2);
                        }));
            }
        }
    }

    private static void everyWaiterWasAnswered(ModelledLog log) {
        assertThat(log.answered()).isEqualTo(log.runs());
    }

    private static void replayEqualsLive(ModelledLog log) {
        assertThat(log.replayed()).isEqualTo(log.audit());
    }

    private static List<Program> programs() {
        return List.of(
                definition("""
                        do:
                          - one: {call: echo}
                          - two: {wait: {seconds: 1}}
                          - three: {call: echo, export: {as: '${ $context + {three: .} }'}}
                          - four: {set: '${ {seen: $context.three} }'}
                        """),
                definition("""
                        do:
                          - guarded:
                              try: [{ask: {call: echo}}, {again: {call: echo}}]
                              catch:
                                errors: {with: {status: 503}}
                                retry:
                                  delay: {milliseconds: 200}
                                  backoff: {exponential: {}}
                                  limit: {attempt: {count: 3}}
                                  jitter: {from: {milliseconds: 1}, to: {milliseconds: 90}}
                                do: [{note: {call: echo}}]
                        """),
                definition("""
                        timeout: {after: {seconds: 3}}
                        do:
                          - group:
                              timeout: {after: {seconds: 2}}
                              do: [{slow: {call: echo}}, {pause: {wait: {seconds: 1}}}, {more: {call: echo}}]
                        """),
                definition("""
                        do:
                          - roll: {call: echo}
                          - choose:
                              switch:
                                - low: {when: . < 2, then: roll}
                                - high: {when: . > 3, then: end}
                          - tell: {emit: {event: {with: {type: com.example.middle, data: '${ . }'}}}}
                        """),
                definition("""
                        do:
                          - spin: {set: '${ if type == "number" then {n: 1} else {n: (.n + 1)} end }'}
                          - on: {switch: [{more: {when: .n < 700, then: spin}}, {done: {then: exit}}]}
                        """),
                definition("""
                        do:
                          - outer:
                              try:
                                - inner:
                                    try: [{fail: {raise: {error: {type: 'urn:x', status: 418, title: no}}}}]
                                    catch: {errors: {with: {status: 503}}}
                              catch: {as: why, do: [{after: {call: echo, with: {why: '${ $why.status }'}}}]}
                        """),
                definition("""
                        do:
                          - orders:
                              call: asyncapi
                              with:
                                document: {endpoint: 'https://a.example/api.yaml'}
                                channel: orders
                                subscription:
                                  filter: .payload % 2 == 1
                                  consume: {amount: 3, for: {milliseconds: 400}}
                                  foreach: {do: [{ask: {call: echo}}, {nap: {wait: {milliseconds: 20}}}]}
                        """));
    }

    private static Program definition(String body) {
        return Play.compile(Play.HEAD + body);
    }
}
