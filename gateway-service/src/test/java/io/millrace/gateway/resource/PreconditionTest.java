package io.millrace.gateway.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "       |    | \"3\" | true",
                "       |    |       | true",
                "\"3\"  |    | \"3\" | true",
                "\"2\"  |    | \"3\" | false",
                "\"2\", \"3\" |    | \"3\" | true",
                "*      |    | \"3\" | true",
                "*      |    |       | false",
                "\"3\"  |    |       | false",
                "       | *  | \"3\" | false",
                "       | *  |       | true",
                "       | \"2\" | \"3\" | true",
                "       | \"3\" | \"3\" | false",
            })
    void shouldHoldAsTheStandardSays(
            @Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String etag, boolean holds) {
        // Given
        Precondition precondition = new Precondition(ifMatch, ifNoneMatch);

        // When
        boolean held;
        try {
            precondition.check(etag);
            held = true;
        } catch (Refused refused) {
            held = false;
        }

        // Then
        assertThat(held).isEqualTo(holds);
    }
}
