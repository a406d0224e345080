package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Headers with the one that says who calls.
 *
 * @param headers the others; evaluates to an object
 * @param authorization evaluates to the value of the header
 */
record Authorized(Expression headers, Expression authorization) implements Expression {

    @Override
    public JsonNode evaluate(JsonNode current, Variables variables) {
        if (!(headers.evaluate(current, variables) instanceof ObjectNode others)) {
            throw new ExpressionException("The headers of an HTTP call must be an object.");
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        others.properties().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Authorization"))
                .forEach(header -> all.set(header.getKey(), header.getValue()));
        return all.set("Authorization", authorization.evaluate(current, variables));
    }

    /** RFC 7617. */
    record Basic(Expression credentials) implements Expression {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            JsonNode values = credentials.evaluate(current, variables);
            String pair = text(values, "username") + ":" + text(values, "password");
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return JsonNodeFactory.instance.textNode("Basic " + encoded);
        }
    }

    /** RFC 6750. */
    record Bearer(Expression credentials) implements Expression {

        @Override
        public JsonNode evaluate(JsonNode current, Variables variables) {
            return JsonNodeFactory.instance.textNode(
                    "Bearer " + text(credentials.evaluate(current, variables), "token"));
        }
    }

    private static String text(JsonNode credentials, String name) {
        JsonNode value = credentials.path(name);
        if (!value.isValueNode() || value.isNull()) {
            // The value itself stays out of the message.
            throw new ExpressionException("The " + name + " of an HTTP call must be a text.");
        }
        return value.asText();
    }
}
