package io.millrace.workflow.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;
import java.util.Set;

/** Compiles and evaluates in one go. */
final class Evaluation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expressions EXPRESSIONS = new Expressions(new DeepStackThread());

    private Evaluation() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }

    static Expression compile(String jq, String... variables) throws InvalidExpression {
        return EXPRESSIONS.compile(jq, Set.of(variables));
    }

    static JsonNode evaluate(String jq, String input) throws InvalidExpression {
        return compile(jq).evaluate(json(input), Variables.NONE);
    }
}
