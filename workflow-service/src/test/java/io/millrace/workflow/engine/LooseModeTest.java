package io.millrace.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooseModeTest {
    @Test
    void shouldEvaluateTextsWithoutMarksAroundThem() {
        // Given
        Play run = Play.of("""
                evaluate: {mode: loose}
                do: [{t: {set: {sum: .a + .b, marked: '${ .a }', nested: [{deep: .b}]}}}]
                """);

        // When
        run.started("{\"a\": 1, \"b\": 2}");

        // Then
        assertThat(run.output()).isEqualTo("{\"sum\":3,\"marked\":1,\"nested\":[{\"deep\":2}]}");
    }

    @Test
    void shouldKeepATextThatIsNoExpression() {
        // Given
        Play run = Play.of("""
                evaluate: {mode: loose}
                do: [{t: {set: {greeting: 'Hello, world!', word: hello}}}]
                """);

        // When
        run.started("{}");

        // Then
        assertThat(run.output()).isEqualTo("{\"greeting\":\"Hello, world!\",\"word\":\"hello\"}");
    }

    @Test
    void shouldKeepATextThatCannotBeEvaluated() {
        // Given
        Play run = Play.of("""
                evaluate: {mode: loose}
                do: [{t: {set: {it: .a.b.c}}}]
                """);

        // When
        run.started("{\"a\": 5}");

        // Then
        assertThat(run.output()).isEqualTo("{\"it\":\".a.b.c\"}");
    }

    @Test
    void shouldTakeTextsLiterallyUnlessToldOtherwise() {
        // Given
        Play run = Play.of("do: [{t: {set: {it: .a}}}]");

        // When
        run.started("{\"a\": 5}");

        // Then
        assertThat(run.output()).isEqualTo("{\"it\":\".a\"}");
    }
}
