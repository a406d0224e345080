package io.millrace.workflow.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which errors a catch takes. */
class ErrorFilterTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNode ERROR = error(StandardErrors.COMMUNICATION);

    private static JsonNode error(String type) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("status", 404)
                .put("instance", "/do/0/get")
                .put("title", "Not Found");
    }

    private static ErrorFilter filter(String field, JsonNode value) {
        return new ErrorFilter(Map.of(field, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://open-workflow-specification.org/spec/1.0.0/errors/communication",
                "https://serverlessworkflow.io/spec/1.0.0/errors/communication",
                "https://serverlessworkflow.io/spec/1.0.3/errors/communication",
                "https://open-workflow-specification.org/dsl/errors/types/communication",
                "https://serverlessworkflow.io/dsl/errors/types/communication"
            })
    void shouldTakeEverySpellingOfAStandardType(String type) {
        // When
        boolean matches = filter("type", JSON.getNodeFactory().textNode(type)).matches(ERROR);

        // Then
        assertThat(matches).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://open-workflow-specification.org/spec/1.0.0/errors/timeout",
                "https://example.com/spec/1.0.0/errors/communication",
                "communication"
            })
    void shouldLeaveOtherTypes(String type) {
        // When
        boolean matches = filter("type", JSON.getNodeFactory().textNode(type)).matches(ERROR);

        // Then
        assertThat(matches).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "status,404,true",
        "status,503,false",
        "instance,\"/do/0/get\",true",
        "title,\"Not found\",false",
        "detail,\"x\",false"
    })
    void shouldCompareTheOtherFieldsLiterally(String field, String value, boolean expected) throws Exception {
        // When
        boolean matches = filter(field, JSON.readTree(value)).matches(ERROR);

        // Then
        assertThat(matches).isEqualTo(expected);
    }

    @Test
    void shouldTakeEverythingWhenItNamesNothing() {
        // When
        boolean matches = ErrorFilter.ALL.matches(ERROR);

        // Then
        assertThat(matches).isTrue();
    }
}
