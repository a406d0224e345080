package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspensionTest {
    private static final String TWO_STEPS = "do: [{a: {call: echo}}, {b: {call: echo}}]";

    @Test
    void shouldBeginNoTaskWhileItIsSuspended() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");
        run.accept(new RunInput.SuspendRun("key-1", "maintenance"));

        // When
        run.stepSucceeded("1");

        // Then
        assertThat(run.state().status()).isEqualTo(Status.SUSPENDED);
        assertThat(run.steps("b")).isEmpty();
    }

    @Test
    void shouldGoOnWithWhatCameMeanwhileWhenItIsResumed() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");
        run.accept(new RunInput.SuspendRun("key-1", null));
        run.stepSucceeded("1");

        // When
        run.accept(new RunInput.ResumeRun("key-1"));

        // Then
        assertThat(run.steps("b")).hasSize(1);
        assertThat(run.stepSucceeded("2").output()).isEqualTo("2");
    }

    @Test
    void shouldGoOnWaitingWhenItIsResumedBeforeAnythingCame() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");
        run.accept(new RunInput.SuspendRun("key-1", null));

        // When
        run.accept(new RunInput.ResumeRun("key-1"));

        // Then
        assertThat(run.state().status()).isEqualTo(Status.RUNNING);
    }

    @Test
    void shouldKeepWhatAllBranchesHaveToDo() {
        // Given
        Play run = Play.of("do: [{both: {fork: {branches: [{x: {do: [{a: {call: echo}}, {a2: {call: echo}}]}},"
                        + " {y: {do: [{b: {call: echo}}, {b2: {call: echo}}]}}]}}}]")
                .started("{}");
        run.accept(new RunInput.SuspendRun("key-1", null));
        run.stepSucceeded("a", "1").stepSucceeded("b", "1");

        // When
        run.accept(new RunInput.ResumeRun("key-1"));

        // Then
        assertThat(run.steps("a2")).hasSize(1);
        assertThat(run.steps("b2")).hasSize(1);
    }

    @Test
    void shouldRefuseToBeSuspendedTwice() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");
        run.accept(new RunInput.SuspendRun("key-1", null));

        // When
        Decision again = run.offered(new RunInput.SuspendRun("key-1", null));

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.WRONG_STATUS));
    }

    @Test
    void shouldRefuseToBeResumedWhenItIsNotSuspended() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");

        // When
        Decision decision = run.offered(new RunInput.ResumeRun("key-1"));

        // Then
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void shouldBeCancelledWhileItIsSuspended() {
        // Given
        Play run = Play.of(TWO_STEPS).started("{}");
        run.accept(new RunInput.SuspendRun("key-1", null));

        // When
        run.accept(new RunInput.CancelRun("key-1", null));

        // Then
        assertThat(run.state().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void shouldNotBeWokenByItsOwnTurnComingBack() {
        // Given
        Play run = Play.of("do: [{spin: {set: '${ {n: ((.n // 0) + 1)} }'}},"
                        + " {on: {switch: [{more: {when: .n < 500, then: spin}}]}}]")
                .started("{}");
        int stretch = run.active().counters().stretch();
        run.accept(new RunInput.SuspendRun("key-1", null));

        // When
        Decision woken = run.offered(new RunInput.ContinueRun(stretch));

        // Then
        assertThat(woken).isInstanceOf(Decision.Rejected.class);
        run.accept(new RunInput.ResumeRun("key-1"));
        assertThat(run.state().status()).isEqualTo(Status.RUNNING);
    }
}
