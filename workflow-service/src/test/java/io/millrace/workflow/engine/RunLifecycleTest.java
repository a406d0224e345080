package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunLifecycleTest {
    private static final String ONE_STEP = """
            do:
              - ask: {call: echo, with: {who: '${ .name }'}}
            """;

    @Test
    void shouldRunAStepAndCompleteWithItsOutput() {
        // Given
        Play run = Play.of(ONE_STEP).started("{\"name\": \"Ada\"}");

        // When
        run.stepSucceeded("{\"who\": \"Ada\"}");

        // Then
        assertThat(run.state().status()).isEqualTo(Status.COMPLETED);
        assertThat(run.output()).isEqualTo("{\"who\":\"Ada\"}");
        assertThat(run.openStep().arguments().toString()).contains("\"function\":\"echo\"", "\"who\":\"Ada\"");
    }

    @Test
    void shouldTellTheWaitingCallerHowTheRunEnded() {
        // Given
        Play run = Play.of(ONE_STEP).started();

        // When
        run.stepFailed(503);

        // Then
        assertThat(run.effects()).last().isInstanceOfSatisfying(Effect.AnswerWaiter.class, answer -> {
            assertThat(answer.waiter()).isEqualTo(Play.WAITER);
            assertThat(answer.status()).isEqualTo(Status.FAULTED);
            assertThat(answer.fault()).isEqualTo(run.fault());
        });
        assertThat(run.fault().instance()).isEqualTo("/do/0/ask");
    }

    @Test
    void shouldRejectASecondStartOfARunAtWork() {
        // Given
        Play run = Play.of(ONE_STEP).started();

        // When
        Decision decision = run.offered(Play.start("{}", null));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.DUPLICATE_START));
    }

    @Test
    void shouldLetASecondCallerWaitForARunAtWork() {
        // Given
        Play run = Play.of(ONE_STEP).started();
        Waiter second = new Waiter("gateway-2", 5, "caller-2");
        run.accept(Play.start("{}", second));

        // When
        run.stepSucceeded("1");

        // Then
        assertThat(run.effects().stream().filter(Effect.AnswerWaiter.class::isInstance))
                .hasSize(2);
    }

    @Test
    void shouldRejectAResultOfAStepThatEnded() {
        // Given
        Play run = Play.of("""
                do:
                  - one: {call: echo}
                  - two: {call: echo}
                """).started().stepSucceeded("1");

        // When
        Decision decision = run.offered(new RunInput.StepSucceeded(1, 1, Play.json("1"), 1));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_RESULT));
    }

    @Test
    void shouldRejectEveryInputAfterTheEnd() {
        // Given
        Play run = Play.of(ONE_STEP).started().stepSucceeded("1");
        List<RunInput> late = List.of(
                Play.start("{}", null),
                new RunInput.StepSucceeded(1, 1, Play.json("1"), 1),
                new RunInput.TimerFired(1),
                new RunInput.ContinueRun(1),
                new RunInput.CancelRun("key-1", null));

        // When
        List<Decision> decisions = late.stream().map(run::offered).toList();

        // Then
        assertThat(decisions).allSatisfy(decision -> assertThat(decision).isInstanceOf(Decision.Rejected.class));
        assertThat(run.state().status()).isEqualTo(Status.COMPLETED);
    }

    @Test
    void shouldRejectAnInputForARunThatNobodyStarted() {
        // Given
        Play run = Play.of(ONE_STEP);

        // When
        Decision decision = run.offered(new RunInput.CancelRun("key-1", null));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.UNKNOWN_RUN));
    }

    @Test
    void shouldCancelARunThatWaits() {
        // Given
        Play run = Play.of("do: [{pause: {wait: {days: 3}}}]").started();

        // When
        run.accept(new RunInput.CancelRun("key-1", "not needed"));

        // Then
        assertThat(run.state().status()).isEqualTo(Status.CANCELLED);
        assertThat(run.events(RunEvent.TimerCancelled.class)).hasSize(1);
    }

    @Test
    void shouldBeWaitingWhileOnlyATimerIsLeft() {
        // Given
        Play run = Play.of("do: [{pause: {wait: {seconds: 30}}}]");

        // When
        run.started();

        // Then
        assertThat(run.state().status()).isEqualTo(Status.WAITING);
    }

    @Test
    void shouldGiveOthersTheirTurnAfterALongStretchOfTasks() {
        // Given
        Play run = Play.of("""
                do:
                  - count: {set: '${ {n: ((.n // 0) + 1)} }'}
                  - again: {switch: [{more: {when: .n < 450, then: count}}, {enough: {then: end}}]}
                """).started();

        // When
        while (run.state() instanceof RunState.Active active) {
            run.accept(new RunInput.ContinueRun(active.counters().stretch()));
        }

        // Then
        assertThat(run.events(RunEvent.StretchEnded.class)).hasSize(4);
        assertThat(run.output()).isEqualTo("{\"n\":450}");
    }

    @Test
    void shouldRejectAContinuationThatWasTakenBefore() {
        // Given
        Play run = Play.of("do: [{count: {set: {n: 1}, then: count}}]").started();
        run.accept(new RunInput.ContinueRun(1));

        // When
        Decision decision = run.offered(new RunInput.ContinueRun(1));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_CONTINUATION));
    }

    @Test
    void shouldFaultARunWhoseStateOutgrewItsLimit() {
        // Given
        Play run = Play.of(ONE_STEP).started();

        // When
        run.accept(new RunInput.StateOutgrown(2_000_000, 1_000_000));

        // Then
        assertThat(run.state().status()).isEqualTo(Status.FAULTED);
        assertThat(run.fault().detail()).contains("2000000 bytes", "1000000 bytes");
    }

    @Test
    void shouldRefuseFactsThatCannotBeTrueOfARunInThatState() {
        // Given
        RunState ended = new RunState.Ended(Status.COMPLETED, Play.BEGIN, null);

        // When / Then
        assertThatThrownBy(() -> Evolution.evolve(ended, new RunEvent.RunCompleted(Play.json("1"), Play.BEGIN)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("completed");
    }
}
