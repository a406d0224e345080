package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TaskFlowTest {
    @Test
    void shouldHandTheOutputOfOneTaskToTheNext() {
        // Given
        Play run = Play.of("""
                do:
                  - first: {set: {a: 1}}
                  - second: {set: '${ {b: (.a + 1)} }'}
                """);

        // When
        run.started();

        // Then
        assertThat(run.output()).isEqualTo("{\"b\":2}");
    }

    @Test
    void shouldTransformInputAndOutputAndExportInOrder() {
        // Given
        Play run = Play.of("""
                input: {from: .order}
                output: {as: '${ {result: ., seen: $context} }'}
                do:
                  - price:
                      input: {from: .items}
                      set: '${ {count: length} }'
                      output: {as: .count}
                      export: {as: '${ $context + {count: .} }'}
                """);

        // When
        run.started("{\"order\": {\"items\": [1, 2, 3]}}");

        // Then
        assertThat(run.output()).isEqualTo("{\"result\":3,\"seen\":{\"count\":3}}");
    }

    @Test
    void shouldSkipATaskWhoseConditionDoesNotHold() {
        // Given
        Play run = Play.of("""
                do:
                  - never: {if: .wanted, set: {a: 1}}
                  - always: {set: '${ . + {b: 2} }'}
                """);

        // When
        run.started("{\"wanted\": false}");

        // Then
        assertThat(run.output()).isEqualTo("{\"wanted\":false,\"b\":2}");
        assertThat(run.events(RunEvent.TaskSkipped.class)).hasSize(1);
    }

    @Test
    void shouldFollowTheFirstCaseThatHolds() {
        // Given
        Play run = Play.of("""
                do:
                  - choose:
                      switch:
                        - red: {when: '.color == "red"', then: paintRed}
                        - other: {then: end}
                  - paintBlue: {set: {painted: blue}, then: end}
                  - paintRed: {set: {painted: red}}
                """);

        // When
        run.started("{\"color\": \"red\"}");

        // Then
        assertThat(run.completed()).containsExactly("choose", "paintRed");
    }

    @Test
    void shouldLeaveTheInnerListWithExitAndTheRunWithEnd() {
        // Given
        Play run = Play.of("""
                do:
                  - inner:
                      do:
                        - leave: {set: {a: 1}, then: exit}
                        - unreached: {set: {a: 2}}
                  - stop: {do: [{deep: {set: '${ . + {b: 1} }', then: end}}]}
                  - unreachedToo: {set: {}}
                """);

        // When
        run.started();

        // Then
        assertThat(run.output()).isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(run.completed()).containsExactly("leave", "inner", "deep", "stop");
    }

    @Test
    void shouldCompleteAWaitWhenItsTimeIsOver() {
        // Given
        Play run = Play.of("do: [{pause: {wait: {seconds: 30}}}]").started("{\"a\": 1}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.output()).isEqualTo("{\"a\":1}");
        assertThat(Duration.between(Play.BEGIN, run.now())).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void shouldRejectATimerThatFiredBefore() {
        // Given
        Play run = Play.of("do: [{one: {wait: {seconds: 1}}}, {two: {wait: {seconds: 1}}}]")
                .started()
                .nextTimerFired();

        // When
        Decision decision = run.offered(new RunInput.TimerFired(1));

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_TIMER));
    }

    @Test
    void shouldEmitAnEventThatIsTheSameHoweverOftenItIsDecided() {
        // Given
        String definition = """
                do:
                  - tell: {emit: {event: {with: {type: com.example.told, data: {n: '${ .n }'}}}}}
                """;

        // When
        Play once = Play.of(definition).started("{\"n\": 7}");
        Play again = Play.of(definition).started("{\"n\": 7}");

        // Then
        assertThat(once.effects()).isEqualTo(again.effects());
        assertThat(once.output()).contains("\"type\":\"com.example.told\"", "\"n\":7", "\"id\":\"", "\"time\":\"2026");
    }

    @Test
    void shouldFaultWhenTheInputDoesNotFitItsSchema() {
        // Given
        Play run = Play.of("""
                input: {schema: {document: {type: object, required: [name]}}}
                do: [{one: {set: {}}}]
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.VALIDATION);
        assertThat(run.fault().status()).isEqualTo(400);
    }

    @Test
    void shouldFaultWithAnExpressionErrorAtTheTask() {
        // Given
        Play run = Play.of("do: [{bad: {set: '${ .a + 1 | error(\"no\") }'}}]");

        // When
        run.started("{\"a\": 1}");

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.EXPRESSION);
        assertThat(run.fault().instance()).isEqualTo("/do/0/bad");
    }

    @Test
    void shouldGiveEveryStepTheDeadlineOfTheTimeoutsAroundIt() {
        // Given
        Play run = Play.of("""
                timeout: {after: {minutes: 5}}
                do:
                  - slow: {call: echo, timeout: {after: {seconds: 10}}}
                """);

        // When
        run.started();

        // Then
        assertThat(run.openStep().deadline()).isEqualTo(Play.BEGIN.plusSeconds(10));
    }

    @Test
    void shouldFaultATaskThatTookTooLong() {
        // Given
        Play run = Play.of("do: [{slow: {call: echo, timeout: {after: {seconds: 10}}}}]")
                .started();

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.TIMEOUT);
        assertThat(run.fault().instance()).isEqualTo("/do/0/slow");
    }

    @Test
    void shouldFaultARunThatTookTooLong() {
        // Given
        Play run = Play.of("""
                timeout: {after: {minutes: 1}}
                do: [{group: {do: [{slow: {call: echo}}]}}]
                """).started();

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().status()).isEqualTo(408);
        assertThat(run.events(RunEvent.TaskCancelled.class)).hasSize(2);
    }
}
