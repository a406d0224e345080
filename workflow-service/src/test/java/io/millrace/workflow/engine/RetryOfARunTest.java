package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.Identity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryOfARunTest {
    private static final String THREE = """
            do:
              - a: {call: echo, export: {as: '${ {a: .} }'}}
              - group:
                  do:
                    - b: {call: echo}
                    - c: {call: echo}
              - d: {set: '${ {d: ., context: $context} }'}
            """;

    private static RunInput.RetryRun retry(@Nullable String from, @Nullable String input) {
        return new RunInput.RetryRun("key-1", null, from, input == null ? null : Play.json(input), null);
    }

    private static Play failedAtC() {
        return Play.of(THREE)
                .started("{\"x\":0}")
                .stepSucceeded("a", "1")
                .stepSucceeded("b", "2")
                .stepFailed("c", 503);
    }

    @Test
    void shouldBeginAgainWithTheTaskThatFailed() {
        // Given
        Play run = failedAtC();

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.steps("c")).hasSize(2);
        assertThat(run.steps("b")).hasSize(1);
        assertThat(run.stepSucceeded("c", "3").output()).isEqualTo("{\"d\":3,\"context\":{\"a\":1}}");
    }

    @Test
    void shouldBeginAgainWithTheInputThatItHad() {
        // Given
        Play run = failedAtC();

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.events(RunEvent.TaskStarted.class).getLast().rawInput().toString())
                .isEqualTo("2");
    }

    @Test
    void shouldBeginAgainWithAnEarlierTaskAndAnotherInput() {
        // Given
        Play run = failedAtC();

        // When
        run.accept(retry("/do/0/a", "{\"x\":9}"));

        // Then
        assertThat(run.steps("a")).hasSize(2);
        assertThat(run.events(RunEvent.TaskStarted.class).getLast().rawInput().toString())
                .isEqualTo("{\"x\":9}");
    }

    @Test
    void shouldRefuseAnEarlierTaskWhoseInputIsUnknown() {
        // Given
        Play run = failedAtC();

        // When
        Decision decision = run.offered(retry("/do/0/a", null));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.WRONG_TASK));
    }

    @Test
    void shouldRefuseATaskThatDoesNotExist() {
        // Given
        Play run = failedAtC();

        // When
        Decision decision = run.offered(retry("/do/9/z", "1"));

        // Then
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void shouldBeginAgainWithALoopWhoseItemFailed() {
        // Given
        Play run = Play.of("do: [{each: {for: {in: '[1, 2]'}, do: [{ask: {call: echo}}]}}]")
                .started("{}")
                .stepSucceeded("1")
                .stepFailed(503);

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.events(RunEvent.IterationStarted.class).getLast().index())
                .isZero();
    }

    @Test
    void shouldGiveATryAllItsAttemptsAgain() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded:
                      try: [{ask: {call: echo}}]
                      catch: {retry: {limit: {attempt: {count: 1}}}}
                """).started("{}").stepFailed(503).stepFailed(503);

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.openStep().attempt()).isEqualTo(1);
        assertThat(run.stepFailed(503).stepSucceeded("1").output()).isEqualTo("1");
    }

    @Test
    void shouldGoOnWithAnotherVersion() {
        // Given
        Play run = failedAtC();
        Identity other = new Identity("test", "play", "2.0.0", "other");

        // When
        run.accept(new RunInput.RetryRun("key-1", other, null, null, null));

        // Then
        assertThat(run.active().definition()).isEqualTo(other);
    }

    @Test
    void shouldNeverGiveTheSamePositionToTwoTasks() {
        // Given
        Play run = failedAtC();

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.events(RunEvent.TaskStarted.class).stream().map(RunEvent.TaskStarted::position))
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldBeginFromTheStartWhenEverythingWasUndone() {
        // Given
        Play run = Play.of("""
                do:
                  - a: {call: echo, metadata: {millrace: {compensate: [{undo: {set: {}}}]}}}
                  - b: {call: echo}
                """).started("{}").stepSucceeded("1").stepFailed(500);

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.steps("a")).hasSize(2);
    }

    @Test
    void shouldRefuseToRetryARunThatDidNotFail() {
        // Given
        Play run = Play.of("do: [{a: {set: {}}}]").started("{}");

        // When
        Decision decision = run.offered(retry(null, null));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.RUN_ENDED));
    }

    @Test
    void shouldRefuseToRetryARunAtWork() {
        // Given
        Play run = Play.of("do: [{a: {call: echo}}]").started("{}");

        // When
        Decision decision = run.offered(retry(null, null));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.WRONG_STATUS));
    }

    @Test
    void shouldLimitTheTimeOfTheRunAnew() {
        // Given
        Play run = Play.of("timeout: {after: PT1M}\ndo: [{a: {call: echo}}]")
                .started("{}")
                .stepFailed(500);

        // When
        run.accept(retry(null, null));

        // Then
        assertThat(run.active().timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.purpose()).isEqualTo(Timer.Purpose.RUN_TIMEOUT));
    }
}
