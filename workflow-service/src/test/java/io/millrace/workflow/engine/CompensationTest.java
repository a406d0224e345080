package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompensationTest {
    private static final String SAGA = """
            do:
              - reserve:
                  call: echo
                  metadata: {millrace: {compensate: [{release: {call: echo, with: {back: '${ $compensated.output }', was: '${ $compensated.input }'}}}]}}
              - charge:
                  call: echo
                  metadata: {millrace: {compensate: [{refund: {call: echo, with: {amount: '${ . }'}}}]}}
              - ship: {call: echo}
            """;

    private static List<String> sent(Play run) {
        return run.effects(Effect.DispatchStep.class).stream()
                .map(Effect.DispatchStep::task)
                .toList();
    }

    @Test
    void shouldUndoInReverseOrderWhatWasDoneBeforeTheError() {
        // Given
        Play run = Play.of(SAGA)
                .started("{\"order\":1}")
                .stepSucceeded("reserve", "\"r1\"")
                .stepSucceeded("charge", "\"c1\"");

        // When
        run.stepFailed("ship", 500).stepSucceeded("refund", "1").stepSucceeded("release", "1");

        // Then
        assertThat(sent(run)).containsExactly("reserve", "charge", "ship", "refund", "release");
        assertThat(run.steps("refund").getLast().arguments().at("/input/amount").asText())
                .isEqualTo("c1");
        assertThat(run.steps("release").getLast().arguments().at("/input").toString())
                .isEqualTo("{\"back\":\"r1\",\"was\":{\"order\":1}}");
        assertThat(run.fault().status()).isEqualTo(500);
    }

    @Test
    void shouldUndoWhatWasDoneWhenItIsCancelled() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "\"r1\"");

        // When
        run.accept(new RunInput.CancelRun("key-1", "changed my mind"));
        run.stepSucceeded("refund", "1").stepSucceeded("release", "1");

        // Then
        assertThat(run.events(RunEvent.RunCancelled.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo("changed my mind"));
    }

    @Test
    void shouldUndoNothingWhenItCompletes() {
        // Given
        Play run = Play.of(SAGA).started("{}");

        // When
        run.stepSucceeded("reserve", "1").stepSucceeded("charge", "2").stepSucceeded("ship", "3");

        // Then
        assertThat(run.output()).isEqualTo("3");
        assertThat(sent(run)).containsExactly("reserve", "charge", "ship");
    }

    @Test
    void shouldUndoTheRestWhenUndoingOneFails() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "1").stepSucceeded("charge", "2");

        // When
        run.stepFailed("ship", 500).stepFailed("refund", 503).stepSucceeded("release", "1");

        // Then
        assertThat(run.events(RunEvent.CompensationEnded.class).stream()
                        .map(event -> event.fault() == null ? 0 : event.fault().status()))
                .containsExactly(503, 0);
        assertThat(run.fault().status()).isEqualTo(500);
    }

    @Test
    void shouldStopUndoingWhenItIsCancelledOnceMore() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "1");
        run.accept(new RunInput.CancelRun("key-1", "first"));

        // When
        run.accept(new RunInput.CancelRun("key-1", "second"));

        // Then
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        RunState.Ended.class,
                        ended -> assertThat(ended.status()).isEqualTo(Status.CANCELLED));
    }

    @Test
    void shouldUndoTheStepAtWorkWhenItIsCancelledBecauseNobodyKnowsWhetherItWasDone() {
        // Given
        Play run = Play.of(SAGA).started("{\"order\":1}");

        // When
        run.accept(new RunInput.CancelRun("key-1", null));

        // Then
        assertThat(run.effects(Effect.CancelStep.class)).hasSize(1);
        assertThat(run.steps("release").getLast().arguments().at("/input").toString())
                .isEqualTo("{\"back\":null,\"was\":{\"order\":1}}");
    }

    @Test
    void shouldBeginToUndoWithTheInputOfAStepThatNeverEnded() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "\"r1\"");

        // When
        run.accept(new RunInput.CancelRun("key-1", null));

        // Then
        assertThat(run.steps("refund").getLast().arguments().at("/input/amount").asText())
                .isEqualTo("r1");
    }

    @Test
    void shouldUndoAStepThatWasGivenUpByItsTimeout() {
        // Given
        Play run = Play.of("""
                do:
                  - reserve:
                      call: echo
                      timeout: {after: PT1S}
                      metadata: {millrace: {compensate: [{release: {call: echo}}]}}
                """).started("{}");

        // When
        run.nextTimerFired();

        // Then
        assertThat(sent(run)).containsExactly("reserve", "release");
    }

    @Test
    void shouldUndoTheLosersOfACompetitionWhenTheRunFaultsLater() {
        // Given
        Play run = Play.of("""
                do:
                  - race:
                      fork:
                        compete: true
                        branches:
                          - quick: {call: echo}
                          - slow: {call: echo, metadata: {millrace: {compensate: [{release: {call: echo}}]}}}
                  - ship: {call: echo}
                """).started("{}").stepSucceeded("quick", "1");

        // When
        run.stepFailed("ship", 500);

        // Then
        assertThat(sent(run)).containsExactly("quick", "slow", "ship", "release");
    }

    @Test
    void shouldNotUndoAStepThatSaidItFailed() {
        // Given
        Play run = Play.of(SAGA).started("{}");

        // When
        run.stepFailed("reserve", 500);

        // Then
        assertThat(sent(run)).containsExactly("reserve");
    }

    @Test
    void shouldNotUndoWhatACatchHasTakenCareOf() {
        // Given
        Play run = Play.of("""
                do:
                  - guarded:
                      try:
                        - reserve: {call: echo, metadata: {millrace: {compensate: [{release: {call: echo}}]}}}
                        - fail: {call: echo}
                      catch: {}
                """).started("{}").stepSucceeded("reserve", "1");

        // When
        run.stepFailed("fail", 500);

        // Then
        assertThat(run.events(RunEvent.RunCompleted.class)).hasSize(1);
    }

    @Test
    void shouldUndoEveryIterationThatWasDone() {
        // Given
        Play run = Play.of("""
                do:
                  - each:
                      for: {in: '[1, 2]'}
                      do:
                        - book: {call: echo, metadata: {millrace: {compensate: [{cancel: {call: echo, with: {it: '${ . }'}}}]}}}
                  - fail: {raise: {error: {type: 'urn:x', status: 500}}}
                """).started("{}").stepSucceeded("\"a\"").stepSucceeded("\"b\"");

        // When
        run.stepSucceeded("cancel", "1").stepSucceeded("cancel", "1");

        // Then
        assertThat(run.steps("cancel").stream()
                        .map(step -> step.arguments().at("/input/it").asText()))
                .containsExactly("b", "a");
        assertThat(run.fault().type()).isEqualTo("urn:x");
    }

    @Test
    void shouldNotGoOnWithWhatWasStillToBeDoneWhenItIsCancelled() {
        // Given
        Play run = Play.of("""
                do:
                  - book: {call: echo, metadata: {millrace: {compensate: [{cancel: {call: echo}}]}}}
                  - spin: {set: '${ {n: ((.n? // 0) + 1)} }'}
                  - on: {switch: [{more: {then: spin}}]}
                """).started("{}").stepSucceeded("{}");
        int stretch = run.active().counters().stretch();
        run.accept(new RunInput.CancelRun("key-1", null));

        // When
        Decision proceeded = run.offered(new RunInput.ContinueRun(stretch));

        // Then
        assertThat(proceeded).isInstanceOf(Decision.Rejected.class);
        assertThat(run.stepSucceeded("cancel", "1").state().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void shouldUndoAtOnceWhatASuspendedRunHasDone() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "1");
        run.accept(new RunInput.SuspendRun("key-1", null));

        // When
        run.accept(new RunInput.CancelRun("key-1", null));

        // Then
        assertThat(run.steps("refund")).hasSize(1);
    }

    @Test
    void shouldKeepNothingOfARunThatOutgrewItsLimit() {
        // Given
        Play run = Play.of(SAGA).started("{}").stepSucceeded("reserve", "1");

        // When
        run.accept(new RunInput.StateOutgrown(2, 1));

        // Then
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        RunState.Ended.class, ended -> assertThat(ended.wreck()).isNull());
    }
}
