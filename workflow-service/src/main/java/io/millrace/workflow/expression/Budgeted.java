package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Variables;

/**
 * Several expressions that make one value under one budget, and whose value is weighed as a whole.
 *
 * @param parts evaluates them all
 */
public record Budgeted(Expression parts) implements Expression {

    /** Puts something under a budget; a constant needs none. */
    public static Expression of(Expression parts) {
        return parts instanceof Constant || parts instanceof JqExpression || parts instanceof PathExpression
                ? parts
                : new Budgeted(parts);
    }

    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        if (Budget.SHARED.isBound()) {
            return parts.evaluate(current, variables);
        }
        JsonNode value = ScopedValue.where(Budget.SHARED, new Budget()).call(() -> parts.evaluate(current, variables));
        new Weights().of(value);
        return value;
    }
}
