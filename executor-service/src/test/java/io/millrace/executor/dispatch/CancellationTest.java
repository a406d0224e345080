package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.step.Step;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Steps that nobody waits for any more leave the dispatcher without a result. */
class CancellationTest {
    private final TestDispatch dispatch = new TestDispatch();
    private final ManualLoop loop = dispatch.loop;
    private final TestHandler handler = dispatch.handler;
    private final TestGate gate = dispatch.gate;
    private final TestObserver counts = dispatch.counts;
    private final Dispatcher<Integer> dispatcher = dispatch.dispatcher;

    @Test
    void shouldInterruptACancelledAttemptAndAnswerNothing() {
        // Given
        gate.most = 1;
        TestDelivery unwanted = dispatch.deliver(dispatch.step("a"));
        TestDelivery next = dispatch.deliver(dispatch.step("a"));

        // When
        dispatcher.cancel(Set.of(unwanted.step().key()));
        loop.run();

        // Then
        assertThat(handler.work.getFirst()).isCancelled();
        assertThat(unwanted.answers).isEmpty();
        assertThat(unwanted.done).isTrue();
        assertThat(handler.begun).last().isSameAs(next.step());
        assertThat(dispatcher.inFlight()).isOne();
        assertThat(loop.alarms()).isOne();
    }

    @Test
    void shouldDropACancelledCommandFromTheQueue() {
        // Given
        gate.most = 0;
        TestDelivery unwanted = dispatch.deliver(dispatch.step("a"));
        TestDelivery wanted = dispatch.deliver(dispatch.step("a"));

        // When
        dispatcher.cancel(Set.of(unwanted.step().key()));

        // Then
        assertThat(unwanted.done).isTrue();
        assertThat(wanted.done).isFalse();
        assertThat(dispatcher.depths()).containsEntry("a", 1);
        assertThat(counts.cancelled).isOne();
    }

    @Test
    void shouldNotBeginWhatWasCancelledBeforeItCame() {
        // Given
        Step step = dispatch.step("a");
        dispatcher.cancel(Set.of(step.key()));

        // When
        TestDelivery late = dispatch.deliver(step);

        // Then
        assertThat(handler.begun).isEmpty();
        assertThat(late.done).isTrue();
        assertThat(late.answers).isEmpty();
    }

    @Test
    void shouldKeepTheResultOfAnAttemptThatEndedBeforeItWasCancelled() {
        // Given
        TestDelivery delivery = dispatch.deliver(dispatch.step("a"));
        handler.end(TestDispatch.OUTPUT);
        loop.run();

        // When
        dispatcher.cancel(Set.of(delivery.step().key()));
        loop.run();

        // Then
        assertThat(delivery.answers).containsExactly(TestDispatch.OUTPUT);
        assertThat(delivery.done).isFalse();
        assertThat(dispatcher.inFlight()).isZero();
    }
}
