package io.millrace.workflow.expression;

import static io.millrace.workflow.expression.Evaluation.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values with expressions inside. */
class TemplateTest {

    private final List<String> pointers = new ArrayList<>();

    private Expression template(String template) {
        return Template.of(json(template), "/do/0/t/set", (jq, pointer) -> {
            pointers.add(pointer);
            try {
                return Evaluation.compile(jq);
            } catch (InvalidExpression invalid) {
                throw new IllegalArgumentException(invalid);
            }
        });
    }

    @Test
    void shouldEvaluateTextsThatAreExpressionsAndCopyTheRest() {
        // Given
        Expression template = template("""
                {"a": "${ .x }", "b": [1, "${ .x + 1 }", {"c": "${ .o }"}], "d": "x is ${ .x }", "e": null, "f": ".x"}
                """);

        // When
        JsonNode value = template.evaluate(json("{\"x\": 1, \"o\": {\"k\": true}}"), Variables.NONE);

        // Then
        assertThat(value).isEqualTo(json("""
                                {"a": 1, "b": [1, 2, {"c": {"k": true}}], "d": "x is ${ .x }", "e": null, "f": ".x"}
                                """));
    }

    @Test
    void shouldNeverEvaluateExpressionsFoundInData() {
        // Given
        Expression template = template("{\"a\": \"${ .x }\"}");

        // When
        JsonNode value = template.evaluate(json("{\"x\": \"${ .secret }\"}"), Variables.NONE);

        // Then
        assertThat(value).isEqualTo(json("{\"a\": \"${ .secret }\"}"));
    }

    @Test
    void shouldBeConstantWithoutExpressions() {
        // When
        Expression template = template("{\"a\": [1, {\"b\": \"c\"}]}");

        // Then
        assertThat(template).isEqualTo(new Constant(json("{\"a\": [1, {\"b\": \"c\"}]}")));
    }

    @Test
    void shouldCompileExpressionsWithThePlaceTheyStandAt() {
        // When
        template("{\"a/b\": [\"${ . }\"], \"c~d\": {\"e\": \"${ . }\"}}");

        // Then
        assertThat(pointers).containsExactly("/do/0/t/set/a~1b/0", "/do/0/t/set/c~0d/e");
    }
}
