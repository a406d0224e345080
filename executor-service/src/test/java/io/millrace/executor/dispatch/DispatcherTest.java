package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.EgressRule;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final StepOutcome OUTPUT = new StepOutcome.Succeeded("{}");
    private static final DispatchLimits LIMITS = new DispatchLimits(3, 4, 100, Duration.ofMinutes(15));

    private final ManualLoop loop = new ManualLoop();
    private final TestHandler handler = new TestHandler();
    private final TestGate gate = new TestGate();
    private final TestObserver counts = new TestObserver();
    private final Dispatcher<Integer> dispatcher = new Dispatcher<>(
            LIMITS, _ -> new TenantRules(1, 0, 0, EgressRule.PUBLIC_ONLY), gate, List.of(handler), loop, counts);
    private int run;

    @Test
    void shouldBeDoneOnlyWhenTheResultIsInTheLog() {
        // Given
        TestDelivery delivery = deliver(step("a"));
        handler.end(OUTPUT);
        loop.run();
        boolean doneBefore = delivery.done;

        // When
        delivery.acknowledge();
        loop.run();

        // Then
        assertThat(doneBefore).isFalse();
        assertThat(delivery.answers).containsExactly(OUTPUT);
        assertThat(delivery.done).isTrue();
    }

    @Test
    void shouldNotLetASlowStepHoldUpTheNext() {
        // Given
        TestDelivery slow = deliver(step("a"));
        TestDelivery fast = deliver(step("a"));

        // When
        handler.endLast(OUTPUT);
        loop.run();

        // Then
        assertThat(slow.answers).isEmpty();
        assertThat(fast.answers).containsExactly(OUTPUT);
    }

    @Test
    void shouldJoinARepeatToTheAttemptAtWork() {
        // Given
        Step step = step("a");
        TestDelivery first = deliver(step);
        TestDelivery repeat = deliver(step);
        handler.end(OUTPUT);
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
        Step step = step("a");
        TestDelivery first = deliver(step);
        handler.end(OUTPUT);
        loop.run();
        first.acknowledge();
        loop.run();

        // When
        TestDelivery repeat = deliver(step);

        // Then
        assertThat(repeat.done).isTrue();
        assertThat(repeat.answers).isEmpty();
        assertThat(handler.begun).hasSize(1);
    }

    @Test
    void shouldPerformTheNextAttemptOfTheSameStep() {
        // Given
        Step first = step("a");
        deliver(first);

        // When
        deliver(new Step("a", new StepKey(first.key().run(), 1, 2), "w", "t", "/do/0/t", "work", "{}", null, null));

        // Then
        assertThat(handler.begun).hasSize(2);
    }

    @Test
    void shouldFailWithoutBeginningWhenTheDeadlineIsOver() {
        // When
        TestDelivery late = deliver(step("a", loop.now()));

        // Then
        assertThat(handler.begun).isEmpty();
        assertThat(error(late)).extracting(StepError::type, StepError::status).containsExactly(StepError.TIMEOUT, 408);
    }

    @Test
    void shouldCancelAStepWhoseDeadlinePasses() {
        // Given
        TestDelivery delivery = deliver(step("a", Instant.EPOCH.plusSeconds(3)));

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
        TestDelivery delivery = deliver(step("a"));

        // When
        loop.pass(LIMITS.longestStep());

        // Then
        assertThat(error(delivery).status()).isEqualTo(408);
    }

    @Test
    void shouldAnswerOnceWhenAStepEndsAfterItsDeadline() {
        // Given
        TestDelivery delivery = deliver(step("a", Instant.EPOCH.plusSeconds(1)));
        CompletableFuture<StepOutcome> work = handler.work.getFirst();
        loop.pass(Duration.ofSeconds(1));

        // When
        work.complete(OUTPUT);
        loop.run();

        // Then
        assertThat(delivery.answers).hasSize(1);
        assertThat(gate.places("a")).isZero();
    }

    @Test
    void shouldLeaveNoAlarmBehind() {
        // Given
        deliver(step("a", Instant.EPOCH.plusSeconds(60)));

        // When
        handler.end(OUTPUT);
        loop.run();

        // Then
        assertThat(loop.alarms()).isZero();
    }

    @Test
    void shouldWaitForAPlaceOfTheTenantAndServeOthersMeanwhile() {
        // Given
        gate.most = 1;
        deliver(step("a"));
        TestDelivery second = deliver(step("a"));
        deliver(step("b"));
        int begunBefore = handler.begun.size();

        // When
        handler.end(OUTPUT);
        loop.run();

        // Then
        assertThat(begunBefore).isEqualTo(2);
        assertThat(handler.begun).hasSize(3).last().isSameAs(second.step());
    }

    @Test
    void shouldBeginLaterWhatIsOverTheRate() {
        // Given
        gate.later = Duration.ofMillis(200);
        TestDelivery delivery = deliver(step("a"));
        deliver(step("a"));
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
            deliver(step("t" + i));
        }
        int begunBefore = handler.begun.size();

        // When
        handler.end(OUTPUT);
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
            deliver(step("flood"));
        }

        // Then
        assertThat(dispatcher.held()).containsExactly(7);
    }

    @Test
    void shouldForgetQueuedCommandsThatWereWithdrawn() {
        // Given
        gate.most = 0;
        TestDelivery delivery = deliver(step("a"));
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
        TestDelivery delivery = deliver(
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
        TestDelivery delivery = deliver(step("a"));

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
        TestDelivery delivery = deliver(step("a"));

        // Then
        assertThat(error(delivery).status()).isEqualTo(500);
        assertThat(error(delivery).detail()).doesNotContain("hunter2");
        assertThat(counts.broken).containsExactly(defect);
    }

    @Test
    void shouldStopWhenWhatIsAtWorkIsInTheLogAndBeginNothingMore() {
        // Given
        gate.most = 1;
        TestDelivery atWork = deliver(step("a"));
        deliver(step("a"));
        CompletableFuture<Void> stopped = dispatcher.stop();
        handler.end(OUTPUT);
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
        TestDelivery delivery = deliver(step("a"));

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
                        LIMITS, _ -> TenantRules.UNKNOWN, gate, List.of(handler, new TestHandler()), loop, counts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("work");
    }

    private TestDelivery deliver(Step step) {
        TestDelivery delivery = new TestDelivery(step);
        dispatcher.offer(7, delivery);
        dispatcher.pump();
        loop.run();
        return delivery;
    }

    private Step step(String tenant) {
        return step(tenant, null);
    }

    private Step step(String tenant, @Nullable Instant deadline) {
        StepKey key = new StepKey(new RunId(run++, 0), 1, 1);
        return new Step(tenant, key, "w", "t", "/do/0/t", "work", "{}", deadline, null);
    }

    private static StepError error(TestDelivery delivery) {
        assertThat(delivery.answers).hasSize(1);
        return ((StepOutcome.Failed) delivery.answers.getFirst()).error();
    }
}
