package io.millrace.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guessing what somebody meant. */
class NearMissTest {

    @ParameterizedTest
    @CsvSource({"metod,method", "Method,method", "ehaders,headers", "quary,query", "hedaers,headers"})
    void shouldSuggestTheNearestName(String wrong, String meant) {
        // When
        String hint = NearMiss.hint(wrong, Stream.of("headers", "method", "query", "body"));

        // Then
        assertThat(hint).isEqualTo(" Did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({"x", "verb", "completelyElse"})
    void shouldKeepQuietWhenNothingIsNear(String wrong) {
        // When
        String hint = NearMiss.hint(wrong, Stream.of("headers", "method", "query"));

        // Then
        assertThat(hint).isEmpty();
    }
}
