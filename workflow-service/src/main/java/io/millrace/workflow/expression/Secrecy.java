package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.program.ExpressionException;
import java.util.Map;

/**
 * Keeps expressions from working on the text that stands for a secret as if it were the secret: the value is not there
 * while an expression is evaluated. A reference can be carried, joined with other text and encoded; whatever would look
 * at it is an error, which {@code try} does not catch, because the answer would be wrong without a sign.
 */
final class Secrecy {

    private Secrecy() {}

    /** Whether a value is a text with a reference in it. */
    static boolean isReference(JsonNode value) {
        return value.isTextual() && SecretReferences.in(value.textValue());
    }

    /** Whether there is a reference anywhere in a value, or in the names of its fields. */
    static boolean holdsReference(JsonNode value) {
        if (!value.isContainerNode()) {
            return isReference(value);
        }
        // Weighed first: a value of few parts that are shared often would take for ever to walk through.
        Meter.CURRENT.get().weigh(value);
        return holds(value);
    }

    private static boolean holds(JsonNode value) {
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                if (SecretReferences.in(field.getKey()) || holds(field.getValue())) {
                    return true;
                }
            }
            return false;
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (holds(element)) {
                    return true;
                }
            }
            return false;
        }
        return isReference(value);
    }

    /**
     * The refusal to work on a reference.
     *
     * @param what cannot be done, to begin a sentence with
     */
    static ExpressionException refusal(String what) {
        return new ExpressionException(
                what + " is not possible with a secret, because its value is put in only when a"
                        + " step is performed; pass it on as it is, join it with other text, or encode it with @base64 or @uri.");
    }
}
