package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a definition as YAML that reads well and cannot be read as anything else. */
public final class YamlText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./()-]+)*");
    private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    /** Writes a value in block style, with a line break at the end. */
    public static String of(JsonNode root) {
        YamlText writer = new YamlText();
        writer.block(root, 0);
        return writer.text.toString();
    }

    /** Writes an object or an array that is not empty; the position is where its first line begins. */
    private void block(JsonNode node, int indent) {
        String between = "\n" + " ".repeat(indent);
        if (node.isObject()) {
            Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
            while (fields.hasNext()) {
                Map.Entry<String, JsonNode> field = fields.next();
                text.append(scalar(field.getKey())).append(':');
                member(field.getValue(), indent);
                text.append(fields.hasNext() ? between : "");
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                text.append("- ");
                element(node.get(i), indent + 2);
                text.append(i + 1 < node.size() ? between : "");
            }
        }
        if (indent == 0) {
            text.append('\n');
        }
    }

    private void member(JsonNode value, int indent) {
        if (value.isContainerNode() && !value.isEmpty()) {
            int deeper = value.isArray() ? indent : indent + 2;
            text.append('\n').append(" ".repeat(deeper));
            nested(value, deeper);
        } else {
            text.append(' ').append(leaf(value));
        }
    }

    private void element(JsonNode value, int indent) {
        if (value.isContainerNode() && !value.isEmpty()) {
            nested(value, indent);
        } else {
            text.append(leaf(value));
        }
    }

    private void nested(JsonNode value, int indent) {
        if (indent > 0) {
            block(value, indent);
            return;
        }
        // An array at the margin: its own end is not the end of the text.
        block(value, 0);
        text.setLength(text.length() - 1);
    }

    private static String leaf(JsonNode value) {
        if (value.isContainerNode()) {
            return value.isObject() ? "{}" : "[]";
        }
        return value.isTextual() ? scalar(value.textValue()) : value.toString();
    }

    private static String scalar(String value) {
        if (PLAIN.matcher(value).matches() && !WORDS.contains(value.toLowerCase(Locale.ROOT))) {
            return value;
        }
        boolean printable = value.chars().allMatch(YamlText::isPlain);
        return printable ? "'" + value.replace("'", "''") + "'" : quotedByJson(value);
    }

    /** Whether a character looks like itself wherever it stands. */
    private static boolean isPlain(int c) {
        return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0x2028 && Character.isLetterOrDigit(c));
    }

    /** A text in double quotes that means the same in JSON, in YAML and in jq. */
    static String quotedByJson(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    quoted.append(isPlain(c) ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            }
        }
        return quoted.append('"').toString();
    }
}
