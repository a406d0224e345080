package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.SecretReferences;
import java.util.function.UnaryOperator;

/** Changes the texts of values that cross the border of a run, see {@link SecretReferences}. */
public final class OutsideText {

    private OutsideText() {}

    /** A value in which nothing can be taken for a reference to a secret. */
    public static JsonNode neutralized(JsonNode value) {
        return changed(value, SecretReferences::neutralized);
    }

    /** A value for people: no more of a secret than that there is one. */
    public static JsonNode masked(JsonNode value) {
        return changed(value, SecretReferences::masked);
    }

    private static JsonNode changed(JsonNode value, UnaryOperator<String> change) {
        if (value.isTextual()) {
            return JsonNodeFactory.instance.textNode(change.apply(value.textValue()));
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
