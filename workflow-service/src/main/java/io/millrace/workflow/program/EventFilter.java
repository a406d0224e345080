package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.Map;

/**
 * Which CloudEvents something waits for.
 *
 * @param with one test per attribute (or {@code data}); all of them must hold. Empty = every event
 */
public record EventFilter(Map<String, Test> with) {

    /** Copies what it is given. */
    public EventFilter {
        with = Map.copyOf(with);
    }

    /** What one attribute must be. */
    public sealed interface Test {

        /** Equal to a value. */
        record Equals(JsonNode value) implements Test {}

        /** A text the whole of which fits a regular expression, written {@code ^...$}. */
        record Fits(Pattern pattern) implements Test {}

        /**
         * An expression over the attribute's value as {@code .} holds: it is true by jq's reckoning or, for anything
         * but {@code data}, a text equal to the value. An expression that fails on the value does not hold.
         */
        record Holds(Expression predicate) implements Test {}
    }

    /**
     * Tells whether an event passes.
     *
     * @param cloudEvent the event in the JSON format of CloudEvents 1.0: attributes and {@code data} side by side
     * @param variables for the expressions of the filter
     */
    public boolean matches(JsonNode cloudEvent, Variables variables) {
        return with.entrySet().stream()
                .allMatch(test -> matches(test.getKey(), test.getValue(), cloudEvent.path(test.getKey()), variables));
    }

    /** As {@link #matches(JsonNode, Variables)} where no variable exists. */
    public boolean matches(JsonNode cloudEvent) {
        return matches(cloudEvent, Variables.NONE);
    }

    private static boolean matches(String attribute, Test test, JsonNode value, Variables variables) {
        if (value.isMissingNode()) {
            return false;
        }
        return switch (test) {
            case Test.Equals(JsonNode wanted) -> wanted.equals(value);
            case Test.Fits(Pattern pattern) -> value.isTextual() && pattern.matches(value.textValue());
            case Test.Holds(Expression predicate) -> holds(predicate, value, variables, !attribute.equals("data"));
        };
    }

    private static boolean holds(Expression predicate, JsonNode value, Variables variables, boolean textIsValue) {
        JsonNode result;
        try {
            result = predicate.evaluate(value, variables);
        } catch (ExpressionException doesNotFitThisEvent) {
            return false;
        }
        if (textIsValue && result.isTextual()) {
            return result.equals(value);
        }
        return Expression.truthy(result);
    }
}
