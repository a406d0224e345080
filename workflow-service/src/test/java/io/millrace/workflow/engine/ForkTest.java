package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.workflow.program.StandardErrors;
import org.junit.jupiter.api.Test;

class ForkTest {
    private static final String TWO = """
            output: {as: '${ {out: ., context: $context} }'}
            do:
              - before: {set: '${ . }', export: {as: '${ {kept: 1, shared: 0} }'}}
              - both:
                  fork:
                    branches:
                      - a: {call: echo, export: {as: '${ $context + {shared: "a", fromA: 1} }'}}
                      - b: {call: echo, export: {as: '${ $context + {shared: "b", fromB: 1} }'}}
            """;

    @Test
    void shouldGiveTheOutputsInTheOrderOfTheDefinition() {
        // Given
        Play run = Play.of(TWO).started("{}");

        // When
        run.stepSucceeded("b", "2").stepSucceeded("a", "1");

        // Then
        assertThat(Play.json(run.output()).get("out").toString()).isEqualTo("[1,2]");
    }

    @Test
    void shouldMergeWhatBranchesExportInTheOrderOfTheDefinition() {
        // Given
        Play run = Play.of(TWO).started("{}");

        // When
        run.stepSucceeded("b", "2").stepSucceeded("a", "1");

        // Then
        assertThat(Play.json(run.output()).get("context"))
                .isEqualTo(Play.json("{\"kept\":1,\"shared\":\"b\",\"fromA\":1,\"fromB\":1}"));
    }

    @Test
    void shouldShowEachBranchTheContextAsItWasAtTheFork() {
        // Given
        Play run = Play.of("""
                do:
                  - both:
                      fork:
                        branches:
                          - a: {set: {}, export: {as: '${ {a: 1} }'}}
                          - b: {set: '${ {seen: $context} }'}
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("[{},{\"seen\":{}}]");
    }

    @Test
    void shouldFaultAndCancelTheOtherBranchesWhenOneFails() {
        // Given
        Play run = Play.of(TWO).started("{}");

        // When
        run.stepFailed("a", 503);

        // Then
        assertThat(run.fault().status()).isEqualTo(503);
        assertThat(run.fault().instance()).isEqualTo("/do/1/both/fork/branches/0/a");
        assertThat(run.effects(Effect.CancelStep.class))
                .containsExactly(new Effect.CancelStep(run.steps("b").getLast().position(), 1));
    }

    @Test
    void shouldTakeTheFirstBranchThatEndsWhenTheyCompete() {
        // Given
        Play run = Play.of("""
                output: {as: '${ {out: ., context: $context} }'}
                do:
                  - race:
                      fork:
                        compete: true
                        branches:
                          - slow: {call: echo, export: {as: '${ {won: "slow"} }'}}
                          - fast: {call: echo, export: {as: '${ {won: "fast"} }'}}
                """).started("{}");

        // When
        run.stepSucceeded("fast", "1");

        // Then
        assertThat(run.output()).isEqualTo("{\"out\":1,\"context\":{\"won\":\"fast\"}}");
        assertThat(run.effects(Effect.CancelStep.class)).hasSize(1);
    }

    @Test
    void shouldRefuseTheResultOfABranchThatLost() {
        // Given
        Play run = Play.of("""
                do:
                  - race: {fork: {compete: true, branches: [{slow: {call: echo}}, {fast: {call: echo}}]}}
                  - more: {call: echo}
                """).started("{}").stepSucceeded("fast", "1");

        // When
        Decision late = run.offered(
                new RunInput.StepSucceeded(run.steps("slow").getLast().position(), 1, Play.json("2"), 1));

        // Then
        assertThat(late)
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo(RejectionCode.STALE_RESULT));
    }

    @Test
    void shouldCountASkippedBranchAsEnded() {
        // Given
        Play run = Play.of("""
                do: [{both: {fork: {branches: [{a: {if: false, set: {x: 1}}}, {b: {set: {y: 2}}}]}}}]
                """);

        // When
        run.started("{\"in\":1}");

        // Then
        assertThat(run.output()).isEqualTo("[{\"in\":1},{\"y\":2}]");
    }

    @Test
    void shouldEndTheWholeRunFromInsideABranch() {
        // Given
        Play run = Play.of("""
                do:
                  - both: {fork: {branches: [{wait: {call: echo}}, {stop: {set: {stopped: true}, then: end}}]}}
                  - never: {set: {}}
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("{\"stopped\":true}");
        assertThat(run.effects(Effect.CancelStep.class)).hasSize(1);
    }

    @Test
    void shouldGiveUpAllBranchesWhenTheForkTakesTooLong() {
        // Given
        Play run = Play.of("""
                do:
                  - both:
                      timeout: {after: PT1M}
                      fork: {branches: [{a: {call: echo}}, {b: {wait: PT1H}}]}
                """).started("{}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(run.fault().type()).isEqualTo(StandardErrors.TIMEOUT);
        assertThat(run.fault().instance()).isEqualTo("/do/0/both");
    }

    @Test
    void shouldCatchWhatABranchRaises() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded:
                      try: [{both: {fork: {branches: [{a: {call: echo}}, {b: {raise: {error: {type: 'urn:x', status: 418}}}}]}}}]
                      catch: {as: why, do: [{tell: {set: '${ $why.status }'}}]}
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("418");
    }
}
