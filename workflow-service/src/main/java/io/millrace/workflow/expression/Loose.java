package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;

/**
 * A text that may or may not be meant as an expression: where it cannot be evaluated it stands for itself
 * ({@code evaluate.mode: loose}).
 *
 * @param text as it was written
 */
public record Loose(Expression expression, JsonNode text) implements Expression {
    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        try {
            return expression.evaluate(current, variables);
        } catch (ExpressionException standsForItself) {
            return text;
        }
    }
}
