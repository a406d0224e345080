package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A jq expression.
 *
 * @param text the expression, without {@code ${ }}
 * @param atomic whether it can stand beside any operator without parentheses
 */
public record Jq(String text, boolean atomic) {

    /** The current data. */
    public static final Jq DATA = atomic(".");

    /** Nothing. */
    public static final Jq NULL = atomic("null");

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> KEYWORDS = Set.of(
            "and", "as", "catch", "def", "elif", "else", "end", "foreach", "if", "import", "include", "label", "module",
            "not", "or", "reduce", "then", "try", "__loc__");
    /** The current data in an object of its own, whose only property is mostly the next thing that is asked for. */
    private static final Pattern WRAPPED = Pattern.compile("\\{([A-Za-z]+): \\.}");

    private static final Pattern FIELDS = Pattern.compile("(?:\\.[A-Za-z_][A-Za-z0-9_]*)+");
    private static final int LONGEST_INTEGER = 18;

    /** An expression that can stand beside any operator. */
    public static Jq atomic(String text) {
        return new Jq(text, true);
    }

    /** An expression that needs parentheses beside operators. */
    public static Jq compound(String text) {
        return new Jq(text, false);
    }

    /** The expression that always gives this value. */
    public static Jq literal(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text(value.textValue());
            case OBJECT ->
                object(value.properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> literal(entry.getValue()),
                                (one, _) -> one,
                                LinkedHashMap::new)));
            case ARRAY -> array(value.valueStream().map(Jq::literal).toList());
            case NUMBER -> number(value);
            case BOOLEAN -> atomic(value.asText());
            case NULL, MISSING, BINARY, POJO -> NULL;
        };
    }

    /** The expression that always gives this text. */
    public static Jq text(String value) {
        return atomic(YamlText.quotedByJson(value));
    }

    private static Jq number(JsonNode value) {
        String text = value.asText();
        if (value.isIntegralNumber() && text.length() > LONGEST_INTEGER) {
            return compound("\"" + text + "\" | tonumber");
        }
        return text.startsWith("-") ? compound(text) : atomic(text);
    }

    /** The construction of an object. */
    public static Jq object(Map<String, Jq> members) {
        return atomic(members.entrySet().stream()
                .map(member -> key(member.getKey()) + ": " + member.getValue().operand())
                .collect(Collectors.joining(", ", "{", "}")));
    }

    /** The construction of an array. */
    public static Jq array(Collection<Jq> elements) {
        return atomic(elements.stream().map(Jq::operand).collect(Collectors.joining(", ", "[", "]")));
    }

    private static String key(String name) {
        return isPlain(name) ? name : YamlText.quotedByJson(name);
    }

    private static boolean isPlain(String name) {
        return IDENTIFIER.matcher(name).matches() && !KEYWORDS.contains(name);
    }

    /** The expression as an operand: in parentheses where it needs them. */
    public String operand() {
        return atomic ? text : "(" + text + ")";
    }

    /** A property of what this gives. */
    public Jq field(String name) {
        if (isPlain(name)) {
            return atomic(text.equals(".") ? "." + name : operand() + "." + name);
        }
        return atomic(operand() + "[" + YamlText.quotedByJson(name) + "]");
    }

    /** An element of what this gives; negative numbers count from the end. */
    public Jq index(int index) {
        return atomic(operand() + "[" + index + "]");
    }

    /** This, and then another expression on what it gives. */
    public Jq pipe(Jq next) {
        if (text.equals(".")) {
            return next;
        }
        Matcher wrapped = WRAPPED.matcher(text);
        if (wrapped.matches() && FIELDS.matcher(next.text).matches()) {
            String name = "." + wrapped.group(1);
            if (next.text.equals(name)) {
                return DATA;
            }
            if (next.text.startsWith(name + ".")) {
                return atomic(next.text.substring(name.length()));
            }
        }
        return next.text.equals(".")
                ? this
                : compound(text + " | " + (next.text.startsWith("def ") ? next.operand() : next.text));
    }

    /** Another expression with the operand of this one at each {@code %s}. */
    public static Jq call(String format, Jq... operands) {
        Object[] texts = new Object[operands.length];
        for (int i = 0; i < operands.length; i++) {
            texts[i] = operands[i].operand();
        }
        return compound(String.format(Locale.ROOT, format, texts));
    }
}
