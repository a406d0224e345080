package io.millrace.cli.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comparisons of a choice, as jq. Values of different types never compare, as with Amazon. */
public final class Comparison {

    private static final Pattern OPERATOR = Pattern.compile("(String|Numeric|Boolean|Timestamp)"
            + "(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)(Path)?");

    private Comparison() {}

    /** Whether a property of a choice is a comparison. */
    public static boolean isOne(String name) {
        return OPERATOR.matcher(name).matches()
                || name.equals("StringMatches")
                || (name.startsWith("Is") && !type(name).isEmpty())
                || name.equals("IsPresent");
    }

    /**
     * Translates a comparison.
     *
     * @param variable a path
     * @param operator such as {@code StringEquals}
     * @param operand what it is compared with
     * @throws Untranslatable if it has no counterpart
     */
    public static Jq translate(String variable, String operator, JsonNode operand, Surroundings surroundings)
            throws Untranslatable {
        if (operator.startsWith("Is")) {
            if (!operand.isBoolean()) {
                throw new Untranslatable("`" + operator + "` must be true or false");
            }
            Jq holds = operator.equals("IsPresent")
                    ? JsonPath.isPresent(variable, surroundings)
                    : Jq.compound(String.format(
                            Locale.ROOT,
                            type(operator),
                            JsonPath.translate(variable, surroundings).operand()));
            return operand.booleanValue() ? holds : Jq.compound(holds.operand() + " | not");
        }
        Jq value = JsonPath.translate(variable, surroundings);
        if (operator.equals("StringMatches")) {
            return Jq.atomic("(" + value.operand() + " | type == \"string\" and test("
                    + Jq.text(wildcards(text(operator, operand))).text() + "; \"s\"))");
        }
        Matcher parts = OPERATOR.matcher(operator);
        if (!parts.matches()) {
            throw new Untranslatable("there is no comparison `" + operator + "`");
        }
        String sign = sign(parts.group(2));
        boolean isPath = parts.group(3) != null;
        Jq other = isPath ? JsonPath.translate(text(operator, operand), surroundings) : Jq.literal(operand);
        return switch (parts.group(1)) {
            case "String" -> typed("string", value, sign, other, isPath, operand.isTextual());
            case "Numeric" -> typed("number", value, sign, other, isPath, operand.isNumber());
            case "Boolean" -> typed("boolean", value, sign, other, isPath, operand.isBoolean());
            default ->
                timestamps(value, sign, isPath ? Jq.compound(other.operand() + " | fromdate") : seconds(operand));
        };
    }

    private static Jq typed(String type, Jq value, String sign, Jq other, boolean isPath, boolean fits)
            throws Untranslatable {
        if (!isPath && !fits) {
            throw new Untranslatable("it compares with a value that is no " + type);
        }
        // An equality with a value written down says the type by itself.
        if (!isPath && sign.equals("==")) {
            return Jq.compound(value.operand() + " == " + other.operand());
        }
        String types = "(" + value.operand() + " | type) == \"" + type + "\""
                + (isPath ? " and (" + other.operand() + " | type) == \"" + type + "\"" : "");
        return Jq.atomic("(" + types + " and " + value.operand() + " " + sign + " " + other.operand() + ")");
    }

    private static Jq timestamps(Jq value, String sign, Jq other) {
        return Jq.atomic(
                "(try ((" + value.operand() + " | fromdate) " + sign + " " + other.operand() + ") catch false)");
    }

    /** Seconds since 1970 of a time written down. */
    private static Jq seconds(JsonNode operand) throws Untranslatable {
        try {
            return Jq.literal(JsonNodeFactory.instance.numberNode(
                    OffsetDateTime.parse(operand.asText()).toEpochSecond()));
        } catch (DateTimeException invalid) {
            throw new Untranslatable("`" + operand.asText() + "` is not a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static String text(String operator, JsonNode operand) throws Untranslatable {
        if (!operand.isTextual()) {
            throw new Untranslatable("`" + operator + "` must be a text");
        }
        return operand.textValue();
    }

    private static String sign(String name) {
        return switch (name) {
            case "LessThan" -> "<";
            case "LessThanEquals" -> "<=";
            case "GreaterThan" -> ">";
            case "GreaterThanEquals" -> ">=";
            default -> "==";
        };
    }

    /** The test of a type with {@code %1$s} for the value; empty if there is no such test. */
    private static String type(String operator) {
        return switch (operator) {
            case "IsNull" -> "%1$s == null";
            case "IsNumeric" -> "(%1$s | type) == \"number\"";
            case "IsString" -> "(%1$s | type) == \"string\"";
            case "IsBoolean" -> "(%1$s | type) == \"boolean\"";
            case "IsTimestamp" -> "(try (%1$s | fromdate | true) catch false)";
            default -> "";
        };
    }

    /** A pattern with {@code *} for anything, as a regular expression. */
    private static String wildcards(String pattern) {
        StringBuilder regex = new StringBuilder("^");
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else {
                char literal = c == '\\' && i + 1 < pattern.length() ? pattern.charAt(++i) : c;
                if ("\\.[]{}()+-*?^$|".indexOf(literal) >= 0) {
                    regex.append('\\');
                }
                regex.append(literal);
            }
        }
        return regex.append('$').toString();
    }
}
