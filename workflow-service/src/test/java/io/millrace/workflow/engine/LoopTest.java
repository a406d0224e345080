package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void shouldHandTheOutputOfEachIterationToTheNext() {
        // Given
        Play run = Play.of("""
                do:
                  - sum:
                      for: {each: n, in: .numbers, at: i}
                      do: [{add: {set: '${ {numbers: .numbers, total: ((.total // 0) + $n * 10 + $i)} }'}}]
                """);

        // When
        run.started("{\"numbers\": [1, 2, 3]}");

        // Then
        assertThat(run.output()).isEqualTo("{\"numbers\":[1,2,3],\"total\":63}");
    }

    @Test
    void shouldHaveItsInputAsOutputWhenThereIsNoItem() {
        // Given
        Play run = Play.of("do: [{none: {for: {in: '[]'}, do: [{never: {set: {a: 1}}}]}}]");

        // When
        run.started("{\"x\": 1}");

        // Then
        assertThat(run.output()).isEqualTo("{\"x\":1}");
    }

    @Test
    void shouldEndWhenWhileDoesNotHoldForTheCurrentData() {
        // Given
        Play run = Play.of("""
                do:
                  - count:
                      for: {in: '[range(10)]'}
                      while: .n < 3
                      do: [{add: {set: '${ {n: (.n + 1), last: $item} }'}}]
                """);

        // When
        run.started("{\"n\": 0}");

        // Then
        assertThat(run.output()).isEqualTo("{\"n\":3,\"last\":2}");
    }

    @Test
    void shouldGoOnWithTheNextItemAfterExit() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: '[1, 2, 3]'}
                      do:
                        - skip: {switch: [{even: {when: $item == 2, then: exit}}]}
                        - keep: {set: '${ . + [$item] }'}
                """);

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[1,3]");
    }

    @Test
    void shouldEvaluateItsItemsOnce() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: .list}
                      do: [{grow: {set: '${ {list: (.list + [9])} }'}}]
                """);

        // When
        run.started("{\"list\": [1, 2]}");

        // Then
        assertThat(run.output()).isEqualTo("{\"list\":[1,2,9,9]}");
    }

    @Test
    void shouldTakeItemsWrittenInPlace() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: [{a: 1}, {a: '${ .x }'}]}
                      do: [{collect: {set: '${ . + {list: ((.list // []) + [$item.a])} }'}}]
                """);

        // When
        run.started("{\"x\": 7}");

        // Then
        assertThat(run.output()).isEqualTo("{\"x\":7,\"list\":[1,7]}");
    }

    @Test
    void shouldBeAnExpressionErrorToLoopOverWhatIsNoArray() {
        // Given
        Play run = Play.of("do: [{each: {for: {in: .}, do: [{a: {set: {}}}]}}]");

        // When
        run.started("{}");

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.EXPRESSION);
        assertThat(run.fault().instance()).isEqualTo("/do/0/each");
    }

    @Test
    void shouldSeeTheItemsOfLoopsAround() {
        // Given
        Play run = Play.of("""
                do:
                  - outer:
                      for: {each: a, in: '[1, 2]', at: i}
                      do:
                        - inner:
                            for: {each: b, in: '[10, 20]', at: j}
                            do: [{add: {set: '${ . + [$a + $b + $i + $j] }'}}]
                """);

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[11,22,13,24]");
    }

    @Test
    void shouldLoopOverSteps() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: '["a", "b"]'}
                      do: [{ask: {call: echo, with: {item: '${ $item }'}}}]
                """).started("{}");

        // When
        run.stepSucceeded("1").stepSucceeded("2");

        // Then
        assertThat(run.effects(Effect.DispatchStep.class).stream()
                        .map(step -> step.arguments().at("/input/item").asText()))
                .containsExactly("a", "b");
        assertThat(run.output()).isEqualTo("2");
    }

    @Test
    void shouldRunAtMostSoManyItemsAtATimeAndKeepTheirOrder() {
        // Given
        Play run = Play.of(PARALLEL).started("[1, 2, 3, 4]");
        List<Effect.DispatchStep> first = List.copyOf(run.steps("ask"));

        // When
        run.accept(new RunInput.StepSucceeded(first.get(1).position(), 1, Play.json("\"b\""), 1));
        run.accept(new RunInput.StepSucceeded(first.get(0).position(), 1, Play.json("\"a\""), 1));
        run.stepSucceeded("ask", "\"d\"");
        run.accept(new RunInput.StepSucceeded(run.steps("ask").get(2).position(), 1, Play.json("\"c\""), 1));

        // Then
        assertThat(first).hasSize(2);
        assertThat(run.output()).isEqualTo("[\"a\",\"b\",\"c\",\"d\"]");
    }

    private static final String PARALLEL = """
            do:
              - each:
                  metadata: {millrace: {parallel: 2}}
                  for: {in: .}
                  do: [{ask: {call: echo, with: {item: '${ $item }', at: '${ $index }'}}}]
            """;

    @Test
    void shouldGiveEveryParallelItemTheTasksOwnInput() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      metadata: {millrace: {parallel: 3}}
                      for: {in: .list}
                      do: [{one: {set: '${ {seen: .list, item: $item} }'}}]
                """);

        // When
        run.started("{\"list\": [1, 2]}");

        // Then
        assertThat(run.output()).isEqualTo("[{\"seen\":[1,2],\"item\":1},{\"seen\":[1,2],\"item\":2}]");
    }

    @Test
    void shouldFailAsAWholeWhenMoreItemsFailThanAreTolerated() {
        // Given
        Play run = Play.of(tolerating("count: 1")).started("[1, 2, 3]");

        // When
        run.accept(new RunInput.StepFailed(run.steps("ask").get(0).position(), 1, Play.communication(503), 1));
        run.accept(new RunInput.StepFailed(run.steps("ask").get(2).position(), 1, Play.communication(500), 1));

        // Then
        assertThat(run.fault().status()).isEqualTo(500);
        assertThat(run.effects(Effect.CancelStep.class)).hasSize(1);
    }

    @Test
    void shouldPutTheErrorInPlaceOfAnItemThatMayFail() {
        // Given
        Play run = Play.of(tolerating("percent: 50")).started("[1, 2]");

        // When
        run.accept(new RunInput.StepFailed(run.steps("ask").get(0).position(), 1, Play.communication(503), 1));
        run.accept(new RunInput.StepSucceeded(run.steps("ask").get(1).position(), 1, Play.json("2"), 1));

        // Then
        assertThat(Play.json(run.output()).at("/0/error/status").asInt()).isEqualTo(503);
        assertThat(Play.json(run.output()).get(1).asInt()).isEqualTo(2);
    }

    private static String tolerating(String tolerance) {
        return """
                do:
                  - each:
                      metadata: {millrace: {parallel: 5, tolerate: {%s}}}
                      for: {in: .}
                      do: [{ask: {call: echo}}]
                """.formatted(tolerance);
    }

    @Test
    void shouldEndAParallelLoopWithoutItemsAtOnce() {
        // Given
        Play run = Play.of(PARALLEL);

        // When
        run.started("[]");

        // Then
        assertThat(run.output()).isEqualTo("[]");
    }

    @Test
    void shouldExportFromParallelItemsOneAfterTheOther() {
        // Given
        Play run = Play.of("""
                output: {as: $context}
                do:
                  - each:
                      metadata: {millrace: {parallel: 4}}
                      for: {in: '[1, 2, 3]'}
                      do: [{one: {set: {}, export: {as: '${ {sum: (($context.sum // 0) + $item)} }'}}}]
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("{\"sum\":6}");
    }

    @Test
    void shouldWorkThroughManyParallelItemsInStretches() {
        // Given
        Play run = Play.of("""
                output: {as: length}
                do:
                  - each:
                      metadata: {millrace: {parallel: 1000}}
                      for: {in: '[range(2500)]'}
                      do: [{one: {set: '${ {i: $index} }'}}]
                """);

        // When
        run.started("{}");
        while (run.state() instanceof RunState.Active active) {
            run.accept(new RunInput.ContinueRun(active.counters().stretch()));
        }

        // Then
        assertThat(run.output()).isEqualTo("2500");
    }

    @Test
    void shouldEndTheWholeRunFromInsideALoop() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: '[1, 2]'}
                      do: [{stop: {set: '${ {at: $item} }', then: end}}]
                  - never: {set: {never: true}}
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("{\"at\":1}");
    }
}
