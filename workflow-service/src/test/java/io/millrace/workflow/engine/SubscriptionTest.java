package io.millrace.workflow.engine;

import static io.millrace.workflow.engine.Subscribing.EACH;
import static io.millrace.workflow.engine.Subscribing.answer;
import static io.millrace.workflow.engine.Subscribing.begun;
import static io.millrace.workflow.engine.Subscribing.keeping;
import static io.millrace.workflow.engine.Subscribing.payloads;
import static io.millrace.workflow.engine.Subscribing.receive;
import static io.millrace.workflow.engine.Subscribing.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.codec.StateCodec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages a subscription takes, and what it asks for. */
class SubscriptionTest {
    @Test
    void shouldAskForMessagesFromNowOn() {
        // When
        Play run = begun("filter: .payload > 1, consume: {amount: 2, for: PT10S}");

        // Then
        Effect.DispatchStep step = run.openStep();
        assertThat(step.attempt()).isEqualTo(1);
        assertThat(step.deadline()).isNull();
        assertThat(step.arguments())
                .isEqualTo(Play.json("{\"document\": {\"endpoint\": \"https://a\"}, \"channel\": \"c\","
                        + " \"subscription\": {\"receive\":"
                        + " {\"most\": 100, \"bytes\": 1048576, \"wait\": 30000, \"until\": 1767225610000}}}"));
    }

    @Test
    void shouldTakeTheMessagesThatPassTheFilter() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");

        // When
        run.stepSucceeded(answer(3, 1, 2, 0)).stepSucceeded(answer(5, 1, 4));

        // Then
        assertThat(run.output()).isEqualTo(payloads(List.of(2, 4)));
    }

    @Test
    void shouldGoOnWhereTheStepBeforeEnded() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");

        // When
        run.stepSucceeded(answer(3, 1, 2, 0));

        // Then
        assertThat(run.openStep().attempt()).isEqualTo(2);
        assertThat(receive(run.openStep()).path("position").intValue()).isEqualTo(3);
    }

    @Test
    void shouldCountTheAnswerOfAStepOnce() {
        // Given
        Play run = begun("filter: .payload > 1, consume: {amount: 2}");
        RunInput first = new RunInput.StepSucceeded(1, 1, Play.json(answer(1, 2)), 5);
        run.accept(first);

        // When
        Decision again = run.offered(first);

        // Then
        assertThat(again)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_RESULT));
    }

    @Test
    void shouldAskForNoMoreThanItTakes() {
        // Given
        Play run = begun("consume: {amount: 3}, foreach: {output: {as: .payload}}");

        // When
        run.stepSucceeded(answer(2, 1, 2));

        // Then
        assertThat(receive(run.openStep()).path("most").intValue()).isEqualTo(1);
        assertThat(run.stepSucceeded(answer(4, 3, 4)).output()).isEqualTo("[1,2,3]");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    until: 'any(.payload == 3)' => [{"payload":1},{"payload":3}]
                    until: 'length == 3' => [{"payload":1},{"payload":3},{"payload":2}]
                    while: 'last.payload < 3' => [{"payload":1},{"payload":3}]
                    while: '${ length < 4 }' => [{"payload":1},{"payload":3},{"payload":2},{"payload":5}]
                    """)
    void shouldTakeMessagesUntilThereAreEnough(String condition, String output) {
        // Given
        Play run = begun("consume: {" + condition + "}");

        // When
        run.stepSucceeded(answer(1, 1)).stepSucceeded(answer(6, 3, 2, 5, 6, 7));

        // Then
        if (run.state() instanceof RunState.Active) {
            throw new AssertionError("it goes on after " + run.openStep());
        }
        assertThat(run.output()).isEqualTo(output);
    }

    @Test
    void shouldWorkOnMessagesOneAtATimeInTheirOrder() {
        // Given
        Play run = begun(EACH + ", consume: {amount: 2}");
        run.stepSucceeded(answer(2, 7, 8));

        // When
        run.stepSucceeded("work", "\"one\"").stepSucceeded("work", "\"two\"");

        // Then
        assertThat(run.steps("work").stream()
                        .map(step -> step.arguments().get("input").toString()))
                .containsExactly("{\"order\":7,\"n\":0}", "{\"order\":8,\"n\":1}");
        assertThat(run.output()).isEqualTo("[{\"r\":\"one\"},{\"r\":\"two\"}]");
    }

    @Test
    void shouldAskForMoreOnlyWhenItHasWorkedOnAllThatCame() {
        // Given
        Play run = begun(EACH + ", consume: {until: 'length == 3'}");
        run.stepSucceeded(answer(2, 7, 8)).stepSucceeded("work", "1");

        // When
        run.stepSucceeded("work", "2");

        // Then
        assertThat(run.steps("orders")).hasSize(2);
        assertThat(run.openStep().task()).isEqualTo("orders");
    }

    @Test
    void shouldEndWithWhatTheTasksForAMessageMadeOfIt() {
        // Given
        Play run = begun(EACH + ", consume: {until: 'last.r == \"stop\"'}");
        run.stepSucceeded(answer(3, 7, 8, 9)).stepSucceeded("work", "\"go\"");

        // When
        run.stepSucceeded("work", "\"stop\"");

        // Then
        assertThat(run.output()).isEqualTo("[{\"r\":\"go\"},{\"r\":\"stop\"}]");
    }

    @Test
    void shouldExportFromEachMessage() {
        // Given
        Play run = Play.of("output: {as: $context}\ndo: [{" + task(EACH + ", consume: {amount: 1}") + "}]")
                .started("{}");
        run.stepSucceeded(answer(1, 7));

        // When
        run.stepSucceeded("work", "\"one\"");

        // Then
        assertThat(run.output()).isEqualTo("{\"last\":\"one\"}");
    }

    @Test
    void shouldStayWithTheChannelItBeganWith() {
        // Given
        Play run = begun("foreach: {export: {as: {c: other}}}, consume: {amount: 2}");

        // When
        run.stepSucceeded(answer(1, 7));

        // Then
        assertThat(run.openStep().arguments().path("channel").asText()).isEqualTo("c");
    }

    @Test
    void shouldGoOnFromItsStateAfterEveryInput() {
        // Given
        List<String> answers = List.of(
                answer(2, 0, 7), "\"one\"", answer(2), keeping(5, 8, 0, 9), "\"two\"", "\"three\"", keeping(6, 5));
        String definition =
                "do: [{" + task("filter: .payload > 0, " + EACH + ", consume: {amount: 4, for: PT1H}") + "}]";
        Play run = Play.of(definition).started("{}");

        // When
        for (String each : answers) {
            RunState restored = StateCodec.read(StateCodec.write(run.state()));
            assertThat(restored).isEqualTo(run.state());
            run.goOnFrom(restored).stepSucceeded(each);
        }
        run.stepSucceeded("\"four\"");

        // Then
        assertThat(run.output()).isEqualTo("[{\"r\":\"one\"},{\"r\":\"two\"},{\"r\":\"three\"},{\"r\":\"four\"}]");
    }

    @Test
    void shouldReceivePlainMessagesInOneStep() {
        // Given
        Play run = begun("consume: {amount: 2}");

        // When
        run.stepSucceeded("[1,2]");

        // Then
        assertThat(run.output()).isEqualTo("[1,2]");
    }
}
