package io.millrace.executor.secret;

import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes the texts in a JSON value. */
final class Texts {
    private Texts() {}

    /** A value with every text in it, the names of fields included, changed; a number whose digits change is a text. */
    static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
        if (value.isString()) {
            return JsonNodeFactory.instance.stringNode(change.apply(value.stringValue()));
        }
        if (value.isNumber()) {
            String digits = value.toString();
            String changed = change.apply(digits);
            return changed.equals(digits) ? value : JsonNodeFactory.instance.stringNode(changed);
        }
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(value.size());
            value.forEach(element -> array.add(changed(element, change)));
            return array;
        }
        if (value.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(field -> object.set(change.apply(field.getKey()), changed(field.getValue(), change)));
            return object;
        }
        return value;
    }
}
