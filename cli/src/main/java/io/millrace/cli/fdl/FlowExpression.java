package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.jsonpath.Intrinsics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Translates the expressions of flows: paths, comparisons, logic, arithmetic and calls. */
final class FlowExpression {

    private static final int DEEPEST = 32;
    private static final int LONGEST = 10_000;
    private static final List<List<String>> LEVELS = List.of(
            List.of("||"),
            List.of("&&"),
            List.of("==", "!=", "<=", ">=", "<", ">"),
            List.of("+", "-"),
            List.of("*", "/", "%"));
    private static final Map<String, String> FUNCTIONS = Map.of(
            "format", "States.Format",
            "arrayContains", "States.ArrayContains",
            "arrayUnique", "States.ArrayUnique",
            "arrayLength", "States.ArrayLength",
            "arrayPartition", "States.ArrayPartition",
            "stringToJson", "States.StringToJson",
            "jsonToString", "States.JsonToString",
            "toBase64", "States.Base64Encode",
            "fromBase64", "States.Base64Decode",
            "stringSplit", "States.StringSplit");

    private final String text;
    private final Roots roots;
    private int position;
    private int depth;

    private FlowExpression(String text, Roots roots) {
        this.text = text;
        this.roots = roots;
    }

    /**
     * Translates an expression.
     *
     * @throws Untranslatable if a part of it has no counterpart, or it is no expression at all
     */
    static Jq translate(String text, Roots roots) throws Untranslatable {
        if (text.length() > LONGEST) {
            throw new Untranslatable("it is longer than " + LONGEST + " characters");
        }
        FlowExpression reader = new FlowExpression(text, roots);
        Jq jq = reader.level(0);
        reader.blanks();
        if (reader.position < text.length()) {
            throw reader.unexpected();
        }
        return jq;
    }

    private Jq level(int level) throws Untranslatable {
        if (level == LEVELS.size()) {
            return unary();
        }
        Jq left = level(level + 1);
        for (String operator = operator(level); !operator.isEmpty(); operator = operator(level)) {
            Jq right = level(level + 1);
            String word = switch (operator) {
                case "||" -> "or";
                case "&&" -> "and";
                default -> operator;
            };
            left = Jq.compound(left.operand() + " " + word + " " + right.operand());
        }
        return left;
    }

    private String operator(int level) {
        blanks();
        for (String operator : LEVELS.get(level)) {
            if (text.startsWith(operator, position)) {
                position += operator.length();
                return operator;
            }
        }
        return "";
    }

    private Jq unary() throws Untranslatable {
        if (++depth > DEEPEST) {
            throw new Untranslatable("it is nested deeper than " + DEEPEST + " levels");
        }
        blanks();
        Jq jq;
        if (accept("!")) {
            jq = Jq.compound(unary().operand() + " | not");
        } else if (accept("-")) {
            jq = Jq.compound("-" + unary().operand());
        } else {
            jq = primary();
        }
        depth--;
        return jq;
    }

    private Jq primary() throws Untranslatable {
        char c = position < text.length() ? text.charAt(position) : '\0';
        if (accept("(")) {
            Jq inside = level(0);
            expect(")");
            return Jq.atomic("(" + inside.text() + ")");
        }
        if (accept("[")) {
            return Jq.array(list("]"));
        }
        if (c == '$') {
            position++;
            return path();
        }
        if (c == '"' || c == '\'') {
            return Jq.text(quoted());
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        String word = word();
        if (List.of("true", "false", "null").contains(word)) {
            return Jq.atomic(word);
        }
        if (!word.isEmpty() && accept("(")) {
            String function = FUNCTIONS.get(word);
            List<Jq> arguments = list(")");
            if (function == null) {
                throw new Untranslatable("the function `" + word + "` has no counterpart in jq");
            }
            return Intrinsics.call(function, arguments);
        }
        throw word.isEmpty() ? unexpected() : new Untranslatable("`" + word + "` is no value");
    }

    private List<Jq> list(String close) throws Untranslatable {
        List<Jq> elements = new ArrayList<>();
        blanks();
        while (!accept(close)) {
            if (!elements.isEmpty()) {
                expect(",");
            }
            elements.add(level(0));
            blanks();
        }
        return elements;
    }

    private Jq path() throws Untranslatable {
        String variable = word();
        List<String> names = new ArrayList<>();
        while (position + 1 < text.length() && text.charAt(position) == '.' && isName(text.charAt(position + 1))) {
            position++;
            names.add(word());
        }
        Roots.Root root = roots.root(variable, names);
        Jq jq = root.jq();
        for (String name : names.subList(root.used(), names.size())) {
            jq = jq.field(name);
        }
        return rest(jq);
    }

    /** What follows the first element that is chosen by its place. */
    private Jq rest(Jq from) throws Untranslatable {
        Jq jq = from;
        boolean several = false;
        while (position < text.length()) {
            if (accept(".")) {
                String name = word();
                if (name.isEmpty() && !text.startsWith("[", position)) {
                    throw unexpected();
                }
                jq = name.isEmpty() ? jq : jq.field(name);
            } else if (accept("[")) {
                if (accept("*")) {
                    several = true;
                    jq = Jq.atomic(jq.operand() + "[]");
                } else if (text.startsWith("\"", position) || text.startsWith("'", position)) {
                    jq = jq.field(quoted());
                } else {
                    String sign = accept("-") ? "-" : "";
                    jq = Jq.atomic(jq.operand() + "[" + sign + number().text() + "]");
                }
                expect("]");
            } else {
                break;
            }
        }
        return several ? Jq.atomic("[" + jq.text() + "]") : jq;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && (isName(text.charAt(position)) && (text.charAt(position) != '-' || isInside(start)))) {
            position++;
        }
        return text.substring(start, position);
    }

    /** A hyphen belongs to a name when letters are around it. */
    private boolean isInside(int start) {
        return position > start
                && Character.isLetter(text.charAt(position - 1))
                && position + 1 < text.length()
                && Character.isLetter(text.charAt(position + 1));
    }

    private Jq number() throws Untranslatable {
        int start = position;
        while (position < text.length() && "0123456789.".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        if (digits.matches("\\d{1,18}")) {
            return Jq.literal(JsonNodeFactory.instance.numberNode(Long.parseLong(digits)));
        }
        if (digits.matches("\\d{1,18}\\.\\d{1,18}")) {
            return Jq.literal(JsonNodeFactory.instance.numberNode(Double.parseDouble(digits)));
        }
        throw new Untranslatable("`" + digits + "` is not a number");
    }

    private String quoted() throws Untranslatable {
        char quote = text.charAt(position++);
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == quote) {
                return value.toString();
            }
            value.append(c == '\\' && position < text.length() ? text.charAt(position++) : c);
        }
        throw new Untranslatable("a quote is not closed");
    }

    private void blanks() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean accept(String word) {
        boolean there = text.startsWith(word, position);
        position += there ? word.length() : 0;
        return there;
    }

    private void expect(String word) throws Untranslatable {
        blanks();
        if (!accept(word)) {
            throw unexpected();
        }
    }

    private Untranslatable unexpected() {
        return new Untranslatable(
                position < text.length()
                        ? "`" + text.charAt(position) + "` is not expected at its character " + (position + 1)
                        : "it ends too early");
    }
}
