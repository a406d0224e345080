package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;

/**
 * An expression that is known before it is evaluated.
 *
 * @param value never changed
 */
public record Constant(JsonNode value) implements Expression {

    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        return value;
    }
}
