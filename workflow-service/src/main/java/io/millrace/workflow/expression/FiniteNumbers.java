package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Replaces numbers that JSON cannot write the way jq writes them: not-a-number is null, infinity the largest number. */
final class FiniteNumbers {

    private FiniteNumbers() {}

    /** The value itself unless it holds such a number. */
    static JsonNode in(JsonNode value) {
        return isFinite(value) ? value : finite(value);
    }

    private static boolean isFinite(JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (!isFinite(field.getValue())) {
                    return false;
                }
            }
            return true;
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!isFinite(element)) {
                    return false;
                }
            }
            return true;
        }
        return !value.isMissingNode() && !(value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue()));
    }

    private static JsonNode finite(JsonNode value) {
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), finite(field.getValue())));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(finite(element)));
            return copy;
        }
        if (isFinite(value)) {
            return value;
        }
        double number = value.doubleValue();
        return value.isMissingNode() || Double.isNaN(number)
                ? NullNode.getInstance()
                : DoubleNode.valueOf(Math.copySign(Double.MAX_VALUE, number));
    }
}
