package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A value that is computed when a run reaches it: a jq expression, a template with expressions inside, or a constant.
 *
 * <p>Expressions are immutable, safe for any number of threads, and deterministic: the same input and the same
 * variables give the same result, today and in a replay.
 */
@FunctionalInterface
public interface Expression {

    /**
     * Computes the value.
     *
     * @param current what {@code .} stands for; never changed
     * @param variables where {@code $names} are looked up; only names that the expression uses are asked for
     * @return the result, never Java {@code null}; may share nodes with {@code current} and the variables, so neither
     *     may be mutated. No jq result gives a JSON null, several give an array of them
     * @throws ExpressionException if the evaluation fails or exceeds its budget
     */
    JsonNode evaluate(JsonNode current, Variables variables);

    /** Whether a result counts as true by jq's reckoning: it is neither null nor false. */
    static boolean truthy(JsonNode result) {
        return !result.isNull() && !(result.isBoolean() && !result.booleanValue());
    }
}
