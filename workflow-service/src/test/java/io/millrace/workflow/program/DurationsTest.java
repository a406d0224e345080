package io.millrace.workflow.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as the language writes them. */
class DurationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
                    {"seconds": 30}                                   | PT30S
                    {"days": 1, "hours": 2, "minutes": 3, "seconds": 4, "milliseconds": 5} | P1DT2H3M4.005S
                    {"seconds": 0.5}                                  | PT0.5S
                    {"milliseconds": 0.1}                             | PT0.001S
                    {"minutes": 0}                                    | PT0S
                    "PT15M"                                           | PT15M
                    "P1DT12H"                                         | P1DT12H
                    "P2W"                                             | P14D
                    " PT1.5S "                                        | PT1.5S
                    """)
    void shouldRead(String json, String duration) throws Exception {
        // When
        Duration read = Durations.of(JSON.readTree(json));

        // Then
        assertThat(read).isEqualTo(Duration.parse(duration));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"second\": 1}",
                "{\"seconds\": \"1\"}",
                "{\"seconds\": -1}",
                "{\"days\": 1e9}",
                "{\"days\": 36501}",
                "{\"seconds\": 1e300}",
                "30",
                "null",
                "true",
                "[]",
                "\"30s\"",
                "\"P1Y\"",
                "\"P1M\"",
                "\"-PT1S\"",
                "\"\"",
                "\"PT99999999999999999999H\"",
                "\"P9999999W\""
            })
    void shouldRefuse(String json) throws Exception {
        // Given
        var value = JSON.readTree(json);

        // When, Then
        assertThatExceptionOfType(ExpressionException.class)
                .isThrownBy(() -> Durations.of(value))
                .withMessageMatching("(?s).{20,}\\.");
    }
}
