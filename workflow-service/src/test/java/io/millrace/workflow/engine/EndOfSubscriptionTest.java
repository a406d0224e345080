package io.millrace.workflow.engine;

import static io.millrace.workflow.engine.Subscribing.EACH;
import static io.millrace.workflow.engine.Subscribing.answer;
import static io.millrace.workflow.engine.Subscribing.begun;
import static io.millrace.workflow.engine.Subscribing.farewells;
import static io.millrace.workflow.engine.Subscribing.keeping;
import static io.millrace.workflow.engine.Subscribing.payloads;
import static io.millrace.workflow.engine.Subscribing.receive;
import static io.millrace.workflow.engine.Subscribing.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How subscriptions end: when their time is up, by an error, or from outside. */
class EndOfSubscriptionTest {
    @Test
    void shouldTakeWhatAStepHadReceivedWhenTheTimeIsUp() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {for: PT10S}");
        run.stepSucceeded(answer(1, 2)).nextTimerFired();

        // When
        run.stepSucceeded(answer(2, 3));

        // Then
        assertThat(run.output()).isEqualTo(payloads(List.of(2, 3)));
        assertThat(run.steps("orders")).hasSize(2);
    }

    @Test
    void shouldEndWithNothingWhenNoMessageCameInTime() {
        // Given
        Play run = begun("consume: {until: 'length == 2', for: PT10S}");
        run.nextTimerFired();

        // When
        run.stepSucceeded(answer(0));

        // Then
        assertThat(run.output()).isEqualTo("[]");
    }

    @Test
    void shouldFinishTheWorkOnMessagesThatCameInTime() {
        // Given
        Play run = begun(EACH + ", consume: {for: PT10S}");
        run.stepSucceeded(answer(2, 7, 8)).nextTimerFired();

        // When
        run.stepSucceeded("work", "1").stepSucceeded("work", "2");

        // Then
        assertThat(run.output()).isEqualTo("[{\"r\":1},{\"r\":2}]");
        assertThat(run.steps("orders")).hasSize(1);
    }

    @Test
    void shouldNotHurryTheWorkOnAMessageBecauseTheTimeIsNearlyUp() {
        // Given
        Play run = begun(EACH + ", consume: {for: PT10S}");

        // When
        run.stepSucceeded(answer(1, 7));

        // Then
        assertThat(run.openStep().deadline()).isNull();
    }

    @Test
    void shouldGiveItsStepsTheDeadlineOfTheTask() {
        // When
        Play run = Play.of("do: [{orders: {timeout: {after: PT1M}, "
                        + task("filter: .x, consume: {amount: 1}").substring("orders: {".length()) + "}]")
                .started("{}");

        // Then
        assertThat(run.openStep().deadline()).isEqualTo(Play.BEGIN.plus(Duration.ofMinutes(1)));
    }

    @Test
    void shouldTimeOutWithTheTask() {
        // Given
        Play run = Play.of("do: [{orders: {timeout: {after: PT1M}, "
                        + task("filter: .x, consume: {amount: 1}").substring("orders: {".length()) + "}]")
                .started("{}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.TIMEOUT);
        assertThat(run.effects(Effect.CancelStep.class)).containsExactly(new Effect.CancelStep(1, 1));
    }

    @Test
    void shouldCancelTheStepThatReceives() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");
        run.stepSucceeded(answer(1, 2));

        // When
        run.accept(new RunInput.CancelRun("key", null));

        // Then
        assertThat(run.effects(Effect.CancelStep.class)).containsExactly(new Effect.CancelStep(1, 2));
        assertThat(farewells(run)).isEmpty();
    }

    @Test
    void shouldHaveNothingToCancelWhileItWorksOnAMessage() {
        // Given
        Play run = begun(EACH + ", consume: {amount: 2}");
        run.stepSucceeded(keeping(1, 2));

        // When
        run.accept(new RunInput.CancelRun("key", null));

        // Then
        assertThat(run.effects(Effect.CancelStep.class)).containsExactly(new Effect.CancelStep(2, 1));
        assertThat(farewells(run)).hasSize(1);
    }

    @Test
    void shouldSayFarewellToWhatIsKeptForIt() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");

        // When
        run.stepSucceeded(keeping(2, 2, 3));

        // Then
        assertThat(run.output()).isEqualTo(payloads(List.of(2, 3)));
        assertThat(farewells(run)).singleElement().satisfies(step -> {
            assertThat(step.attempt()).isEqualTo(2);
            assertThat(step.arguments().at("/subscription/leave").intValue()).isEqualTo(2);
        });
    }

    @Test
    void shouldSayFarewellWhenNobodyKnowsWhetherSomethingIsKept() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");

        // When
        run.accept(new RunInput.CancelRun("key", null));

        // Then
        assertThat(farewells(run))
                .singleElement()
                .satisfies(step -> assertThat(
                                step.arguments().at("/subscription/leave").isNull())
                        .isTrue());
    }

    @Test
    void shouldPassOnAnErrorInTheTasksForAMessage() {
        // Given
        Play run = begun(EACH + ", consume: {amount: 2}");
        run.stepSucceeded(keeping(2, 7, 8));

        // When
        run.stepFailed("work", 503);

        // Then
        assertThat(run.fault().status()).isEqualTo(503);
        assertThat(run.fault().instance()).isEqualTo("/do/0/orders/with/subscription/foreach/do/0/work");
        assertThat(farewells(run)).hasSize(1);
    }

    @Test
    void shouldSubscribeAnewWhenItIsTriedAgain() {
        // Given
        Play run = Play.of("do: [{t: {try: [{" + task("filter: .payload > 1, consume: {amount: 2}")
                        + "}], catch: {retry: {limit: {attempt: {count: 2}}}}}}]")
                .started("{}");
        run.stepSucceeded("orders", answer(1, 2));

        // When
        run.stepFailed("orders", 503);

        // Then
        assertThat(receive(run.openStep()).has("position")).isFalse();
        assertThat(run.stepSucceeded(answer(2, 5, 6)).output()).isEqualTo(payloads(List.of(5, 6)));
    }

    @Test
    void shouldFaultWhenTheFilterCannotBeEvaluated() {
        // Given
        Play run = begun("filter: .payload.x > 1, consume: {amount: 2}");

        // When
        run.stepSucceeded(keeping(1, 7));

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.EXPRESSION);
        assertThat(farewells(run)).hasSize(1);
    }

    @Test
    void shouldFaultWhenNobodyKnowsWhereMessagesGoOn() {
        // Given
        Play run = begun("filter: .x, consume: {amount: 2}");

        // When
        run.stepSucceeded("[{\"payload\": 1}]");

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.RUNTIME);
    }

    @Test
    void shouldFaultForAnAmountThatIsNone() {
        // When
        Play run = begun("filter: .x, consume: {amount: '${ -1 }'}");

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.EXPRESSION);
    }
}
