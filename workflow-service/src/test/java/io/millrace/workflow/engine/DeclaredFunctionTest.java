package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeclaredFunctionTest {
    @Test
    void shouldRunAnyTaskAsAFunctionWithItsArgumentsAsInput() {
        // Given
        Play run = Play.of("""
                use: {functions: {double: {set: '${ {twice: (.n * 2)} }'}}}
                do: [{twice: {call: double, with: {n: '${ .x }'}}}]
                """);

        // When
        run.started("{\"x\": 21}");

        // Then
        assertThat(run.output()).isEqualTo("{\"twice\":42}");
    }

    @Test
    void shouldRunAListAsAFunction() {
        // Given
        Play run = Play.of("""
                use: {functions: {steps: {do: [{one: {call: echo}}, {two: {set: '${ [.] }'}}]}}}
                do: [{go: {call: steps, with: {a: 1}, output: {as: '${ {out: .} }'}}}]
                """).started("{}");

        // When
        run.stepSucceeded("5");

        // Then
        assertThat(run.output()).isEqualTo("{\"out\":[5]}");
    }

    @Test
    void shouldTransformTheOutputOfACallInAFunction() {
        // Given
        Play run = Play.of("""
                use: {functions: {ask: {call: echo, with: {q: '${ .question }'}, output: {as: .answer}}}}
                do: [{go: {call: ask, with: {question: why}}}]
                """).started("{}");

        // When
        run.stepSucceeded("{\"answer\": 42}");

        // Then
        assertThat(run.openStep().arguments().at("/input/q").asText()).isEqualTo("why");
        assertThat(run.output()).isEqualTo("42");
    }
}
