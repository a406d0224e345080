package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunCountersTest {
    @Test
    void shouldCountTasksAndStepsAndTheTimeThatExecutorsWorked() {
        // Given
        Play run = Play.of("""
                do:
                  - first: {call: echo, with: {n: 1}}
                  - second: {call: echo, with: {n: 2}}
                  - third: {call: echo, with: {n: 3}}
                """);

        // When
        run.started().stepSucceeded("{}").stepSucceeded("{}");

        // Then
        RunState.Counters counters = run.active().counters();
        assertThat(counters.tasks()).isEqualTo(3);
        assertThat(counters.steps()).isEqualTo(3);
        assertThat(counters.stepMillis()).isEqualTo(10);
    }

    @Test
    void shouldKnowThatARunWhichHasNotBegunIsPending() {
        // When / Then
        assertThat(new RunState.NotStarted().status()).isEqualTo(Status.PENDING);
    }

    @Test
    void shouldNumberTheStretchesOfALongRun() {
        // Given
        Play run = Play.of("""
                do:
                  - again: {set: '${ . }', then: again}
                """);

        // When
        run.started();

        // Then
        assertThat(run.active().counters().stretch()).isEqualTo(1);
    }
}
