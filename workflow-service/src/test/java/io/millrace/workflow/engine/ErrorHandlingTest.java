package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Backoff;
import io.millrace.workflow.program.StandardErrors;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorHandlingTest {
    private static final String THREE_TRIES = """
            do:
              - guarded:
                  try: [{ask: {call: echo}}]
                  catch:
                    errors: {with: {status: 503}}
                    retry: {delay: {seconds: 2}, backoff: {exponential: {}}, limit: {attempt: {count: 2}}}
            """;

    @Test
    void shouldRetryAfterAGrowingPauseWithTheNextAttempt() {
        // Given
        Play run = Play.of(THREE_TRIES).started();

        // When
        run.stepFailed(503).nextTimerFired().stepFailed(503).nextTimerFired();

        // Then
        assertThat(run.openStep().attempt()).isEqualTo(3);
        assertThat(Duration.between(Play.BEGIN, run.now())).isEqualTo(Duration.ofSeconds(2 + 4));
    }

    @Test
    void shouldRaiseTheErrorAgainWhenNoRetryIsLeft() {
        // Given
        Play run = Play.of(THREE_TRIES).started();

        // When
        run.stepFailed(503).nextTimerFired().stepFailed(503).nextTimerFired().stepFailed(503);

        // Then
        assertThat(run.state().status()).isEqualTo(Status.FAULTED);
        assertThat(run.fault().instance()).isEqualTo("/do/0/guarded/try/0/ask");
    }

    @Test
    void shouldNotRetryAnErrorThatTheFilterDoesNotTake() {
        // Given
        Play run = Play.of(THREE_TRIES).started();

        // When
        run.stepFailed(404);

        // Then
        assertThat(run.fault().status()).isEqualTo(404);
    }

    @Test
    void shouldRunTheCatchListWithTheErrorInSight() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded:
                      try: [{ask: {call: echo}}]
                      catch:
                        as: problem
                        do: [{note: {set: '${ {status: $problem.status, input: .} }'}}]
                  - after: {set: '${ . + {after: true} }'}
                """).started("{\"a\": 1}");

        // When
        run.stepFailed(500);

        // Then
        assertThat(run.output()).isEqualTo("{\"status\":500,\"input\":{\"a\":1},\"after\":true}");
    }

    @Test
    void shouldLeaveTheInputAsOutputWhenAnErrorIsCaughtWithoutAList() {
        // Given
        Play run = Play.of("do: [{guarded: {try: [{ask: {call: echo}}], catch: {}}}]")
                .started("{\"a\": 1}");

        // When
        run.stepFailed(500);

        // Then
        assertThat(run.output()).isEqualTo("{\"a\":1}");
    }

    @Test
    void shouldCatchARaisedErrorByItsType() {
        // Given
        Play run = Play.of("""
                use:
                  errors: {soldOut: {type: 'https://example.com/sold-out', status: 409, title: Sold out}}
                do:
                  - guarded:
                      try: [{stop: {raise: {error: soldOut}}}]
                      catch:
                        errors: {with: {type: 'https://example.com/sold-out'}}
                        do: [{note: {set: '${ $error }'}}]
                """);

        // When
        run.started();

        // Then
        assertThat(run.output()).contains("\"status\":409", "\"instance\":\"/do/0/guarded/try/0/stop\"");
    }

    @Test
    void shouldPassAnErrorOnWhenTheConditionDoesNotHold() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded: {try: [{ask: {call: echo}}], catch: {when: .status == 404, do: [{n: {set: {}}}]}}
                """).started();

        // When
        run.stepFailed(500);

        // Then
        assertThat(run.fault().status()).isEqualTo(500);
    }

    @Test
    void shouldCatchTheTimeoutOfATaskInside() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded:
                      try: [{slow: {call: echo, timeout: {after: {seconds: 1}}}}]
                      catch: {errors: {with: {type: '%s'}}, do: [{note: {set: {late: true}}}]}
                """.formatted(StandardErrors.TIMEOUT)).started();

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.output()).isEqualTo("{\"late\":true}");
    }

    @Test
    void shouldRejectTheResultOfAnAttemptThatWasGivenUp() {
        // Given
        Play run = Play.of(THREE_TRIES).started();
        Effect.DispatchStep first = run.openStep();
        run.stepFailed(503).nextTimerFired();

        // When
        Decision decision =
                run.offered(new RunInput.StepSucceeded(first.position(), first.attempt(), Play.json("1"), 1));

        // Then
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void shouldGrowPausesAsTheBackoffSays() {
        // Given
        Duration delay = Duration.ofSeconds(3);

        // When
        List<Long> linear = seconds(delay, new Backoff.Linear(null));
        List<Long> exponential = seconds(delay, new Backoff.Exponential(2, Duration.ofSeconds(20)));

        // Then
        assertThat(linear).containsExactly(3L, 6L, 9L, 12L);
        assertThat(exponential).containsExactly(3L, 6L, 12L, 20L);
    }

    @Test
    void shouldSpreadJitterBetweenItsBoundsAndRepeatItExactly() {
        // Given
        Duration from = Duration.ofMillis(100);
        Duration to = Duration.ofMillis(900);

        // When
        List<Duration> drawn = IntStream.range(0, 200)
                .mapToObj(attempt -> Pauses.jitter(new RunId(7, 9), 4, attempt, from, to))
                .toList();

        // Then
        assertThat(drawn).allSatisfy(pause -> assertThat(pause).isBetween(from, to));
        assertThat(drawn.stream().distinct().count()).isGreaterThan(150);
        assertThat(Pauses.jitter(new RunId(7, 9), 4, 0, from, to)).isEqualTo(drawn.getFirst());
    }

    private static List<Long> seconds(Duration delay, Backoff backoff) {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(retry -> Pauses.before(retry, delay, backoff).toSeconds())
                .toList();
    }
}
