package io.millrace.workflow.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes JSON values so that equal ones have equal texts: numbers by their value (1 and 1.0 are the same), the members
 * of objects in the order of their names.
 */
final class CanonicalText {
    private CanonicalText() {}

    static String of(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(text, value);
        return text.toString();
    }

    private static void write(StringBuilder text, JsonNode value) {
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            // Not the plain form: that of 1e999999999 would take all memory.
            text.append(number.signum() == 0 ? "0" : number.stripTrailingZeros().toString());
        } else if (value.isObject()) {
            writeObject(text, value);
        } else if (value.isArray()) {
            text.append('[');
            for (Iterator<JsonNode> elements = value.elements(); elements.hasNext(); ) {
                write(text, elements.next());
                text.append(elements.hasNext() ? "," : "");
            }
            text.append(']');
        } else {
            text.append(value);
        }
    }

    private static void writeObject(StringBuilder text, JsonNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(member -> sorted.put(member.getKey(), member.getValue()));
        text.append('{');
        String separator = "";
        for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
            text.append(separator).append(TextNode.valueOf(member.getKey())).append(':');
            write(text, member.getValue());
            separator = ",";
        }
        text.append('}');
    }
}
