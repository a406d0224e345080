package io.millrace.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What words without quotes stand for, by the core schema of YAML 1.2 (section 10.3). */
final class PlainWords {

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,40}");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,20}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,15}");
    private static final Pattern REAL = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    private PlainWords() {}

    /** The value of a word, or {@code null} for a number that JSON has no place for. */
    static @Nullable JsonNode resolve(String word) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (word) {
            case "", "~", "null", "Null", "NULL" -> nodes.nullNode();
            case "true", "True", "TRUE" -> nodes.booleanNode(true);
            case "false", "False", "FALSE" -> nodes.booleanNode(false);
            default -> number(word);
        };
    }

    private static @Nullable JsonNode number(String word) {
        if (INTEGER.matcher(word).matches()) {
            return integer(new BigInteger(word));
        }
        if (OCTAL.matcher(word).matches()) {
            return integer(new BigInteger(word.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(word).matches()) {
            return integer(new BigInteger(word.substring(2), 16));
        }
        if (NOT_FINITE.matcher(word).matches()) {
            return null;
        }
        if (REAL.matcher(word).matches()) {
            double value = Double.parseDouble(word);
            return Double.isFinite(value) ? JsonNodeFactory.instance.numberNode(value) : null;
        }
        return JsonNodeFactory.instance.textNode(word);
    }

    private static JsonNode integer(BigInteger value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value.bitLength() < Integer.SIZE) {
            return nodes.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? nodes.numberNode(value.longValue()) : nodes.numberNode(value);
    }
}
