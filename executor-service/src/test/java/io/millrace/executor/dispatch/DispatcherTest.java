package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepKey;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.TenantRules;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private final TestDispatch dispatch = new TestDispatch();
    private final ManualLoop loop = dispatch.loop;
    private final TestHandler handler = dispatch.handler;
    private final TestGate gate = dispatch.gate;
    private final TestObserver counts = dispatch.counts;
    private final Dispatcher<Integer> dispatcher = dispatch.dispatcher;

    @Test
    void shouldBeDoneOnlyWhenTheResultIsInTheLog() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));
        handler.end(TestDispatch.OUTPUT);
        loop.run();
        boolean doneBefore = delivery.done;

        // When
        delivery.acknowledge();
        loop.run();

        // Then
        assertThat(doneBefore).isFalse();
        assertThat(delivery.answers).containsExactly(TestDispatch.OUTPUT);
        assertThat(delivery.done).isTrue();
    }

    @Test
    void shouldNotLetASlowStepHoldUpTheNext() {
        // Given
        TestDelivery slow = dispatch.deliver(dispatch.step("a"));
        TestDelivery fast = dispatch.deliver(dispatch.step("a"));

        // When
        handler.endLast(TestDispatch.OUTPUT);
        loop.run();

        // Then
        assertThat(slow.answers).isEmpty();
        assertThat(fast.answers).containsExactly(TestDispatch.OUTPUT);
    }

    @Test
    void shouldJoinARepeatToTheAttemptAtWork() {
        // Given
        Step step = dispatch.step("a");
        TestDelivery first = dispatch.deliver(step);
        TestDelivery repeat = dispatch.deliver(step);
        handler.end(TestDispatch.OUTPUT);
        loop.run();
        boolean doneBefore = repeat.done;

        // When
        first.acknowledge();
        loop.run();

        // Then
        assertThat(doneBefore).isFalse();
        assertThat(repeat.done).isTrue();
        assertThat(repeat.answers).isEmpty();
        assertThat(handler.begun).hasSize(1);
        assertThat(counts.repeated).isEqualTo(1);
    }

    @Test
    void shouldDropARepeatOfWhatIsDone() {
        // Given
        Step step = dispatch.step("a");
        TestDelivery first = dispatch.deliver(step);
        handler.end(TestDispatch.OUTPUT);
        loop.run();
        first.acknowledge();
        loop.run();

        // When
        TestDelivery repeat = dispatch.deliver(step);

        // Then
        assertThat(repeat.done).isTrue();
        assertThat(repeat.answers).isEmpty();
        assertThat(handler.begun).hasSize(1);
    }

    @Test
    void shouldPerformTheNextAttemptOfTheSameStep() {
        // Given
        Step first = dispatch.step("a");
        dispatch.deliver(first);

        // When
        dispatch.deliver(
                new Step("a", new StepKey(first.key().run(), 1, 2), "w", "t", "/do/0/t", "work", "{}", null, null));

        // Then
        assertThat(handler.begun).hasSize(2);
    }

    @Test
    void shouldFailWithoutBeginningWhenTheDeadlineIsOver() {
        // When
        TestDelivery late = dispatch.deliver(dispatch.step("a", loop.now()));

        // Then
        assertThat(handler.begun).isEmpty();
        assertThat(error(late)).extracting(StepError::type, StepError::status).containsExactly(StepError.TIMEOUT, 408);
    }

    @Test
    void shouldCancelAStepWhoseDeadlinePasses() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a", Instant.EPOCH.plusSeconds(3)));

        // When
        loop.pass(Duration.ofSeconds(3));

        // Then
        assertThat(error(delivery).status()).isEqualTo(408);
        assertThat(handler.work.getFirst()).isCancelled();
        assertThat(dispatcher.inFlight()).isZero();
        assertThat(counts.broken).isEmpty();
    }

    @Test
    void shouldGiveAStepWithoutDeadlineNoMoreThanTheLongestTime() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));

        // When
        loop.pass(TestDispatch.LIMITS.longestStep());

        // Then
        assertThat(error(delivery).status()).isEqualTo(408);
    }

    @Test
    void shouldAnswerOnceWhenAStepEndsAfterItsDeadline() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a", Instant.EPOCH.plusSeconds(1)));
        CompletableFuture<StepOutcome> work = handler.work.getFirst();
        loop.pass(Duration.ofSeconds(1));

        // When
        work.complete(TestDispatch.OUTPUT);
        loop.run();

        // Then
        assertThat(delivery.answers).hasSize(1);
        assertThat(gate.places("a")).isZero();
    }

    @Test
    void shouldLeaveNoAlarmBehind() {
        // Given
        dispatch.deliver(dispatch.step("a", Instant.EPOCH.plusSeconds(60)));

        // When
        handler.end(TestDispatch.OUTPUT);
        loop.run();

        // Then
        assertThat(loop.alarms()).isZero();
    }

    @Test
    void shouldWaitForAPlaceOfTheTenantAndServeOthersMeanwhile() {
        // Given
        gate.most = 1;
        dispatch.deliver(dispatch.step("a"));
        TestDelivery second = dispatch.deliver(dispatch.step("a"));
        dispatch.deliver(dispatch.step("b"));
        int begunBefore = handler.begun.size();

        // When
        handler.end(TestDispatch.OUTPUT);
        loop.run();

        // Then
        assertThat(begunBefore).isEqualTo(2);
        assertThat(handler.begun).hasSize(3).last().isSameAs(second.step());
    }

    @Test
    void shouldBeginLaterWhatIsOverTheRate() {
        // Given
        gate.later = Duration.ofMillis(200);
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));
        dispatch.deliver(dispatch.step("a"));
        boolean begunAtOnce = !handler.begun.isEmpty();
        gate.later = null;

        // When
        loop.pass(Duration.ofMillis(200));

        // Then
        assertThat(begunAtOnce).isFalse();
        assertThat(handler.begun).hasSize(2).first().isSameAs(delivery.step());
    }

    @Test
    void shouldHaveNoMoreAtWorkThanItsLimit() {
        // Given
        for (int i = 0; i < 6; i++) {
            dispatch.deliver(dispatch.step("t" + i));
        }
        int begunBefore = handler.begun.size();

        // When
        handler.end(TestDispatch.OUTPUT);
        loop.run();

        // Then
        assertThat(begunBefore).isEqualTo(4);
        assertThat(handler.begun).hasSize(5);
    }

    @Test
    void shouldHoldThePartitionThatFillsATenantsQueue() {
        // Given
        gate.most = 0;

        // When
        for (int i = 0; i < 3; i++) {
            dispatch.deliver(dispatch.step("flood"));
        }

        // Then
        assertThat(dispatcher.held()).containsExactly(7);
    }

    @Test
    void shouldForgetQueuedCommandsThatWereWithdrawn() {
        // Given
        gate.most = 0;
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));
        delivery.withdrawn = true;

        // When
        dispatcher.withdraw();

        // Then
        gate.most = 1;
        dispatcher.pump();
        assertThat(handler.begun).isEmpty();
        assertThat(dispatcher.depths()).isEmpty();
    }

    @Test
    void shouldAnswerAnErrorWhenNobodyHandlesTheKind() {
        // When
        TestDelivery delivery = dispatch.deliver(
                new Step("a", new StepKey(new RunId(1, 1), 1, 1), "w", "t", "/do/0/t", "dance", "{}", null, null));

        // Then
        assertThat(error(delivery).status()).isEqualTo(400);
        assertThat(error(delivery).detail()).contains("dance").contains("work");
    }

    @Test
    void shouldPassOnWhatAHandlerRefuses() {
        // Given
        StepError refusal = StepError.configuration("no");
        handler.thrown = new RefusedException(refusal);

        // When
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));

        // Then
        assertThat(error(delivery)).isEqualTo(refusal);
        assertThat(counts.broken).isEmpty();
    }

    @Test
    void shouldKeepWhatAHandlerThrowsOutOfTheAnswer() {
        // Given
        IllegalStateException defect = new IllegalStateException("password=hunter2");
        handler.thrown = defect;

        // When
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));

        // Then
        assertThat(error(delivery).status()).isEqualTo(500);
        assertThat(error(delivery).detail()).doesNotContain("hunter2");
        assertThat(counts.broken).containsExactly(defect);
    }

    @Test
    void shouldStopWhenWhatIsAtWorkIsInTheLogAndBeginNothingMore() {
        // Given
        gate.most = 1;
        TestDelivery atWork = dispatch.deliver(dispatch.step("a"));
        dispatch.deliver(dispatch.step("a"));
        CompletableFuture<Void> stopped = dispatcher.stop();
        handler.end(TestDispatch.OUTPUT);
        loop.run();
        boolean stoppedBefore = stopped.isDone();

        // When
        atWork.acknowledge();
        loop.run();

        // Then
        assertThat(stoppedBefore).isFalse();
        assertThat(stopped).isCompleted();
        assertThat(handler.begun).hasSize(1);
    }

    @Test
    void shouldCancelWhatIsAtWorkWhenAbandonedAndAnswerNothing() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));

        // When
        dispatcher.abandon();
        loop.run();

        // Then
        assertThat(handler.work.getFirst()).isCancelled();
        assertThat(delivery.answers).isEmpty();
    }

    @Test
    void shouldRefuseTwoHandlersOfOneKind() {
        // When / Then
        assertThatThrownBy(() -> new Dispatcher<Integer>(
                        TestDispatch.LIMITS,
                        _ -> TenantRules.UNKNOWN,
                        gate,
                        List.of(handler, new TestHandler()),
                        loop,
                        counts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("work");
    }

    private static StepError error(TestDelivery delivery) {
        assertThat(delivery.answers).hasSize(1);
        return ((StepOutcome.Failed) delivery.answers.getFirst()).error();
    }
}
