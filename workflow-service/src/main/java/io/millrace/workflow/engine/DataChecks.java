package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.Durations;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Shape;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Transition;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Evaluates what a definition says about data on its way, and checks that the results are what their places need. */
final class DataChecks {
    private DataChecks() {}

    /** The result of an expression, or the value itself where there is none. */
    static JsonNode evaluate(@Nullable Expression expression, JsonNode current, Variables variables) {
        return expression == null ? current : expression.evaluate(current, variables);
    }

    static boolean holds(Expression condition, JsonNode current, Variables variables) {
        return Expression.truthy(condition.evaluate(current, variables));
    }

    static Duration duration(Expression expression, JsonNode current, Variables variables) {
        return Durations.of(expression.evaluate(current, variables));
    }

    /**
     * Checks a value against a schema, if there is one.
     *
     * @param what the value is, to begin a sentence with
     * @throws DataMismatch when it does not fit
     */
    static void check(@Nullable Shape shape, JsonNode value, String what) {
        if (shape != null) {
            List<String> violations = shape.violations(value);
            if (!violations.isEmpty()) {
                throw new DataMismatch(what + " does not fit its schema: " + String.join("; ", violations));
            }
        }
    }

    /**
     * The error that a raise task describes.
     *
     * @throws ExpressionException when type or status is missing
     */
    static Fault raised(JsonNode error) {
        if (!error.path("type").isTextual() || !error.path("status").canConvertToInt()) {
            throw new ExpressionException("An error needs a type (text) and a status (number), but this is " + error);
        }
        return Fault.of(error);
    }

    /** Where a switch goes: the way of the first case that holds, or the other one. */
    static Transition choose(List<Task.Case> cases, Transition otherwise, JsonNode input, Variables variables) {
        for (Task.Case candidate : cases) {
            if (candidate.when() == null || holds(candidate.when(), input, variables)) {
                return candidate.then();
            }
        }
        return otherwise;
    }
}
