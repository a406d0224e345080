package io.millrace.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentReaderTest {
    private static DocumentReader open(String text) {
        return DocumentReader.open(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal.Invalid refusal(DocumentReader reader) {
        return (Refusal.Invalid)
                catchThrowableOfType(Refused.class, reader::finish).refusal();
    }

    @Test
    void shouldTakeFields() {
        // Given
        DocumentReader reader = open("{\"name\": \"x\", \"size\": 3, \"inner\": {\"list\": [\"a\"]}}");

        // When
        String name = reader.required("name", 10);
        long size = reader.number("size", 0, 10, 1);
        var list = reader.object("inner").texts("list", 3);
        reader.finish();

        // Then
        assertThat(name).isEqualTo("x");
        assertThat(size).isEqualTo(3);
        assertThat(list).containsExactly("a");
    }

    @Test
    void shouldPlaceEveryFlaw() {
        // Given
        DocumentReader reader = open("""
                {
                  "size": 11,
                  "inner": {
                    "list": ["a", 1],
                    "a/b": true
                  }
                }""");
        reader.required("name", 10);
        reader.number("size", 0, 10, 1);
        reader.object("inner").texts("list", 3);

        // When
        Refusal.Invalid refusal = refusal(reader);

        // Then
        assertThat(refusal.flaws())
                .extracting(Flaw::pointer, Flaw::line, Flaw::column)
                .containsExactlyInAnyOrder(
                        tuple("/name", 0, 0),
                        tuple("/size", 2, 3),
                        tuple("/inner/list/1", 4, 19),
                        tuple("/inner/a~1b", 5, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "null", "\"text\""})
    void shouldWantAnObject(String text) {
        // Given
        DocumentReader reader = open(text);

        // When
        Refusal.Invalid refusal = refusal(reader);

        // Then
        assertThat(refusal.flaws()).first().extracting(Flaw::detail).isEqualTo("must be an object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"a\":}"})
    void shouldSayWhereTextIsNoJson(String text) {
        // Given / When / Then
        assertThatThrownBy(() -> open(text).finish()).isInstanceOf(Refused.class);
    }
}
