package io.millrace.cli.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.expression.Untranslatable;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates JSONPath as the Amazon States Language has it: paths into the data ({@code $.a}), into the context
 * ({@code $$.Execution.Id}) and into variables ({@code $name.a}), and calls of intrinsic functions.
 */
public final class JsonPath {

    private static final int DEEPEST = 32;
    private static final int LONGEST = 10_000;

    /** A part of a path. */
    sealed interface Segment {

        /** A property. */
        record Name(String name) implements Segment {}

        /** An element; negative numbers count from the end. */
        record Index(int index) implements Segment {}

        /** All elements or values. */
        record All() implements Segment {}

        /**
         * Some elements, as jq writes them.
         *
         * @param range such as {@code 1:3}
         */
        record Slice(String range) implements Segment {}
    }

    private final String text;
    private final Surroundings surroundings;
    private int position;

    private JsonPath(String text, Surroundings surroundings) {
        this.text = text;
        this.surroundings = surroundings;
    }

    /**
     * Translates a path or a call.
     *
     * @throws Untranslatable if it has no counterpart, or is no path at all
     */
    public static Jq translate(String text, Surroundings surroundings) throws Untranslatable {
        if (text.length() > LONGEST) {
            throw new Untranslatable("it is longer than " + LONGEST + " characters");
        }
        JsonPath reader = new JsonPath(text.strip(), surroundings);
        Jq jq = reader.expression(0);
        reader.end();
        return jq;
    }

    /**
     * The names of a path that only names properties from the root, such as a {@code ResultPath} is.
     *
     * @throws Untranslatable if it is something else
     */
    public static List<String> reference(String text) throws Untranslatable {
        JsonPath reader = new JsonPath(text.strip(), Surroundings.ofInput(""));
        if (!reader.accept('$')) {
            throw new Untranslatable("it does not begin with `$`");
        }
        List<String> names = new ArrayList<>();
        for (Segment segment : reader.segments()) {
            if (!(segment instanceof Segment.Name(String name))) {
                throw new Untranslatable("only names of properties can stand in it");
            }
            names.add(name);
        }
        reader.end();
        return names;
    }

    /** A path that is there or not: whether it is, as jq. */
    static Jq isPresent(String text, Surroundings surroundings) throws Untranslatable {
        JsonPath reader = new JsonPath(text.strip(), surroundings);
        Jq root = reader.root();
        List<Segment> segments = reader.segments();
        reader.end();
        if (segments.isEmpty()) {
            return Jq.call("%s != null", root);
        }
        Jq parent = apply(root, segments.subList(0, segments.size() - 1));
        return switch (segments.getLast()) {
            case Segment.Name(String name) ->
                Jq.atomic(
                        "(try (" + parent.operand() + " | has(" + Jq.text(name).text() + ")) catch false)");
            case Segment.Index(int index)
            when index >= 0 -> Jq.atomic("(try (" + parent.operand() + " | has(" + index + ")) catch false)");
            case Segment.Index(int index) ->
                Jq.atomic("(try (" + parent.operand() + " | length >= " + -index + ") catch false)");
            case Segment.All _, Segment.Slice _ ->
                Jq.atomic("(try (" + apply(root, segments).operand() + " | length > 0) catch false)");
        };
    }

    private Jq expression(int depth) throws Untranslatable {
        if (depth > DEEPEST) {
            throw new Untranslatable("it is nested deeper than " + DEEPEST + " levels");
        }
        blanks();
        char c = peek();
        if (c == '$') {
            return path();
        }
        if (c == '\'') {
            return Jq.text(quoted());
        }
        if (c == '-' || Character.isDigit(c)) {
            return Jq.literal(number());
        }
        String word = word();
        return switch (word) {
            case "true", "false", "null" -> Jq.atomic(word);
            case "" -> throw unexpected();
            default -> call(word, depth);
        };
    }

    private Jq call(String function, int depth) throws Untranslatable {
        if (!accept('(')) {
            throw new Untranslatable("`" + function + "` is neither a path nor a function");
        }
        List<Jq> arguments = new ArrayList<>();
        blanks();
        while (!accept(')')) {
            if (!arguments.isEmpty() && !accept(',')) {
                throw unexpected();
            }
            arguments.add(expression(depth + 1));
            blanks();
        }
        return Intrinsics.call(function, arguments);
    }

    private Jq path() throws Untranslatable {
        if (text.startsWith("$$", position)) {
            position += 2;
            List<String> names = new ArrayList<>();
            List<Segment> segments = segments();
            for (Segment segment : segments) {
                if (!(segment instanceof Segment.Name(String name))) {
                    break;
                }
                names.add(name);
            }
            return apply(surroundings.context(names), segments.subList(names.size(), segments.size()));
        }
        Jq root = root();
        return apply(root, segments());
    }

    /** The data, or a variable. */
    private Jq root() throws Untranslatable {
        if (!accept('$')) {
            throw new Untranslatable("it does not begin with `$`");
        }
        if (peek() == '$') {
            throw new Untranslatable("the context cannot be used here");
        }
        String variable = word();
        return variable.isEmpty() ? surroundings.input() : Jq.atomic("$context").field(variable);
    }

    private static Jq apply(Jq root, List<Segment> segments) {
        Jq jq = root;
        boolean several = false;
        for (Segment segment : segments) {
            several |= segment instanceof Segment.All;
            jq = switch (segment) {
                case Segment.Name(String name) -> jq.field(name);
                case Segment.Index(int index) -> jq.index(index);
                case Segment.All _ -> Jq.atomic(jq.operand() + "[]");
                case Segment.Slice(String range) -> Jq.atomic(jq.operand() + "[" + range + "]");
            };
        }
        return several ? Jq.atomic("[" + jq.text() + "]") : jq;
    }

    private List<Segment> segments() throws Untranslatable {
        List<Segment> segments = new ArrayList<>();
        while (position < text.length()) {
            if (accept('.')) {
                if (peek() == '.') {
                    throw new Untranslatable("`..` has no counterpart");
                }
                segments.add(accept('*') ? new Segment.All() : new Segment.Name(name()));
            } else if (accept('[')) {
                segments.add(bracket());
            } else {
                break;
            }
        }
        return segments;
    }

    private Segment bracket() throws Untranslatable {
        if (peek() == '\'' || peek() == '"') {
            String name = quoted();
            close();
            return new Segment.Name(name);
        }
        int end = text.indexOf(']', position);
        String inside = end < 0 ? "" : text.substring(position, end).strip();
        if (inside.equals("*")) {
            position = end + 1;
            return new Segment.All();
        }
        if (inside.matches("-?\\d{1,6}")) {
            position = end + 1;
            return new Segment.Index(Integer.parseInt(inside));
        }
        if (inside.matches("(?:-?\\d{1,6})?:(?:-?\\d{1,6})?") && inside.length() > 1) {
            position = end + 1;
            return new Segment.Slice(inside);
        }
        throw new Untranslatable("`[" + inside + "]` has no counterpart");
    }

    private void close() throws Untranslatable {
        if (!accept(']')) {
            throw unexpected();
        }
    }

    private String name() throws Untranslatable {
        int start = position;
        while (position < text.length() && ".[](), '\"*?@".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        if (start == position) {
            throw unexpected();
        }
        return text.substring(start, position);
    }

    private String word() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position))
                        || text.charAt(position) == '_'
                        || (text.charAt(position) == '.' && start < position && text.startsWith("States.", start)))) {
            position++;
        }
        return text.substring(start, position);
    }

    private String quoted() throws Untranslatable {
        char quote = text.charAt(position++);
        StringBuilder value = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position++);
            if (c == quote) {
                return value.toString();
            }
            // A backslash before a brace is left for States.Format, which alone knows braces.
            boolean escape = c == '\\' && position < text.length() && "'\"\\".indexOf(text.charAt(position)) >= 0;
            value.append(escape ? text.charAt(position++) : c);
        }
        throw new Untranslatable("a quote is not closed");
    }

    private JsonNode number() throws Untranslatable {
        int start = position;
        while (position < text.length() && "+-.eE0123456789".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        String digits = text.substring(start, position);
        if (digits.matches("-?\\d{1,18}")) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong(digits));
        }
        if (digits.matches("-?\\d{1,40}(?:\\.\\d{1,40})?(?:[eE][-+]?\\d{1,2})?")) {
            return JsonNodeFactory.instance.numberNode(Double.parseDouble(digits));
        }
        throw new Untranslatable("`" + digits + "` is not a number");
    }

    private void blanks() {
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
    }

    private char peek() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private boolean accept(char c) {
        boolean there = peek() == c && position < text.length();
        position += there ? 1 : 0;
        return there;
    }

    private void end() throws Untranslatable {
        blanks();
        if (position < text.length()) {
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
