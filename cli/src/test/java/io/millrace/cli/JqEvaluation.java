package io.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.workflow.expression.Expressions;
import io.millrace.workflow.expression.InvalidExpression;
import io.millrace.workflow.program.Variables;
import java.util.Map;
import java.util.function.Supplier;

/** Evaluates jq as a run does. */
public final class JqEvaluation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Expressions EXPRESSIONS = new Expressions(Supplier::get);

    private JqEvaluation() {}

    /** What an expression gives, as JSON; both inputs are JSON too. */
    public static String of(String jq, String data, Map<String, String> variables) {
        try {
            Variables values = name -> variables.containsKey(name) ? json(variables.get(name)) : null;
            return EXPRESSIONS
                    .compile(jq, variables.keySet())
                    .evaluate(json(data), values)
                    .toString();
        } catch (InvalidExpression invalid) {
            throw new AssertionError(jq + ": " + invalid.reasons(), invalid);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new AssertionError(text, invalid);
        }
    }
}
