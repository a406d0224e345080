package io.millrace.schemas.documents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of YAML, by its core schema of version 1.2. */
public final class Scalars {

    /** The tags of values that JSON has too. */
    static final Set<String> TAGS = Set.of(
            "tag:yaml.org,2002:str",
            "tag:yaml.org,2002:int",
            "tag:yaml.org,2002:float",
            "tag:yaml.org,2002:bool",
            "tag:yaml.org,2002:null",
            "tag:yaml.org,2002:map",
            "tag:yaml.org,2002:seq");

    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]{1,21}");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,16}");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final int MOST_DIGITS = 40;

    private Scalars() {}

    /** What an unquoted word stands for, or {@code null} if it is a number that JSON has no place for. */
    static @Nullable JsonNode resolve(String word) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (word) {
            case "", "~", "null", "Null", "NULL" -> nodes.nullNode();
            case "true", "True", "TRUE" -> nodes.booleanNode(true);
            case "false", "False", "FALSE" -> nodes.booleanNode(false);
            default -> {
                char first = word.charAt(0);
                yield (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.'
                        ? number(word)
                        : nodes.textNode(word);
            }
        };
    }

    private static @Nullable JsonNode number(String word) {
        if (OCTAL.matcher(word).matches()) {
            return integer(new BigInteger(word.substring(2), 8));
        }
        if (HEXADECIMAL.matcher(word).matches()) {
            return integer(new BigInteger(word.substring(2), 16));
        }
        if (INTEGER.matcher(word).matches()) {
            return word.length() > MOST_DIGITS ? null : integer(new BigInteger(word));
        }
        if (NOT_FINITE.matcher(word).matches()) {
            return null;
        }
        if (FLOAT.matcher(word).matches()) {
            double value = Double.parseDouble(word);
            return word.length() <= 4 * MOST_DIGITS && Double.isFinite(value)
                    ? JsonNodeFactory.instance.numberNode(value)
                    : null;
        }
        return JsonNodeFactory.instance.textNode(word);
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return JsonNodeFactory.instance.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE
                ? JsonNodeFactory.instance.numberNode(value.longValue())
                : JsonNodeFactory.instance.numberNode(value);
    }

    /**
     * JSON may be indented with tabs, of which YAML does not know what to think. In a text that begins like JSON they
     * are made spaces, wherever they do not stand within quotes.
     */
    static String withoutTabs(String text) {
        String start = text.stripLeading();
        if (!(start.startsWith("{") || start.startsWith("[")) || text.indexOf('\t') < 0) {
            return text;
        }
        StringBuilder spaced = new StringBuilder(text);
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == '"' && c == '\\') {
                i++;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (quote == 0 && c == '\t') {
                spaced.setCharAt(i, ' ');
            }
        }
        return spaced.toString();
    }

    /** A text as it may stand in a sentence: its first 40 characters, and an ellipsis if there were more. */
    public static String shorten(String text) {
        return text.length() <= MOST_DIGITS ? text : text.substring(0, MOST_DIGITS) + "…";
    }
}
