package io.millrace.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{\"a\" : [1, 2.50, 12345678901234567890.10]} | {\"a\" : [1, 2.50, 12345678901234567890.10]}",
                "null | null",
                "\"ü\" | \"ü\"",
                "1e400 | 1e400",
                "{broken | \"{broken\"",
                "1 2 | \"1 2\"",
                "§§ | \"\"",
            })
    void shouldEmbedJsonAsItIsAndAnythingElseAsText(String text, String embedded) {
        // When / Then
        assertThat(JsonText.embeddable(text)).isEqualTo(embedded);
    }

    @Test
    void shouldPutAValueOnOneLine() {
        // When / Then
        assertThat(JsonText.embeddable("{\n  \"a\": [2.50, \"1\\n2\"]\n}")).isEqualTo("{\"a\":[2.50,\"1\\n2\"]}");
    }
}
