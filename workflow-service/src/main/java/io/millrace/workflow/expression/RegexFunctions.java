package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import org.jspecify.annotations.Nullable;

/** jq's functions for regular expressions, on an engine that takes linear time. */
final class RegexFunctions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private RegexFunctions() {}

    static void addTo(Scope root) {
        // The library's match, test, capture and scan are written in jq on top of this one.
        root.addFunction(
                "_match_impl",
                3,
                (scope, args, in, _, output, _) -> args.get(2)
                        .apply(
                                scope,
                                in,
                                test -> args.get(1)
                                        .apply(
                                                scope,
                                                in,
                                                flags -> args.get(0)
                                                        .apply(
                                                                scope,
                                                                in,
                                                                regex -> match(
                                                                        in, regex, flags, test.asBoolean(), output)))));
        root.addFunction(
                "_sub_impl",
                3,
                (scope, args, in, _, output, _) -> args.get(0)
                        .apply(
                                scope,
                                in,
                                regex -> args.get(2)
                                        .apply(
                                                scope,
                                                in,
                                                flags -> substitute(scope, in, regex, args.get(1), flags, output))));
        root.addFunction(
                "splits",
                1,
                (scope, args, in, _, output, _) ->
                        args.get(0).apply(scope, in, regex -> split(in, regex, NODES.nullNode(), output)));
        root.addFunction(
                "splits",
                2,
                (scope, args, in, _, output, _) -> args.get(0)
                        .apply(
                                scope,
                                in,
                                regex -> args.get(1).apply(scope, in, flags -> split(in, regex, flags, output))));
    }

    /** A regular expression at work on one text. */
    private record Search(String text, Matcher matcher, Map<String, Integer> groups, boolean all, boolean skipEmpty) {

        static Search of(JsonNode in, JsonNode regex, JsonNode flags) throws JsonQueryException {
            if (!in.isTextual()) {
                throw new JsonQueryException(Kinds.of(in) + " cannot be matched, as it is not a string");
            }
            if (!regex.isTextual() || !(flags.isTextual() || flags.isNull())) {
                throw new JsonQueryException("a regular expression and its flags must be strings");
            }
            int options = 0;
            boolean all = false;
            boolean skipEmpty = false;
            String pattern = regex.textValue();
            for (char flag : flags.asText("").toCharArray()) {
                switch (flag) {
                    case 'g' -> all = true;
                    case 'i' -> options |= Pattern.CASE_INSENSITIVE;
                    case 'l' -> options |= Pattern.LONGEST_MATCH;
                    case 'n' -> skipEmpty = true;
                    case 'p' -> options |= Pattern.DOTALL;
                    case 's' -> {
                        // ^ and $ mean begin and end of the text already.
                    }
                    case 'x' -> pattern = withoutLayout(pattern);
                    default -> throw new JsonQueryException(flags.asText() + " is not a valid modifier string");
                }
            }
            Meter meter = Meter.CURRENT.get();
            Pattern compiled = meter.pattern(pattern, options);
            Matcher matcher = compiled.matcher(new MeteredText(in.textValue(), meter, compiled.programSize()));
            return new Search(in.textValue(), matcher, compiled.namedGroups(), all, skipEmpty);
        }

        boolean next() {
            while (matcher.find()) {
                if (!skipEmpty || matcher.end() > matcher.start()) {
                    return true;
                }
            }
            return false;
        }

        private static String withoutLayout(String pattern) {
            return pattern.replaceAll("(\\\\.|\\[\\^?\\]?[^\\]]*\\])|\\s+|#[^\\n]*", "$1");
        }
    }

    private static void match(JsonNode in, JsonNode regex, JsonNode flags, boolean test, PathOutput output)
            throws JsonQueryException {
        Search search = Search.of(in, regex, flags);
        if (test) {
            output.emit(BooleanNode.valueOf(search.next()), null);
            return;
        }
        ArrayNode matches = NODES.arrayNode();
        Offsets offsets = new Offsets(search.text());
        while (search.next()) {
            matches.add(matchObject(search, offsets));
            Meter.CURRENT.get().charge(4);
            if (!search.all()) {
                break;
            }
        }
        output.emit(matches, null);
    }

    private static ObjectNode matchObject(Search search, Offsets offsets) {
        Matcher matcher = search.matcher();
        int start = offsets.at(matcher.start());
        ObjectNode match = NODES.objectNode();
        match.put("offset", start);
        match.put("length", offsets.at(matcher.end()) - start);
        match.put("string", matcher.group());
        ArrayNode captures = match.putArray("captures");
        for (int group = 1; group <= matcher.groupCount(); group++) {
            ObjectNode capture = captures.addObject();
            String text = matcher.group(group);
            capture.put("offset", text == null ? -1 : search.text().codePointCount(0, matcher.start(group)));
            capture.put("length", text == null ? 0 : text.codePointCount(0, text.length()));
            capture.put("string", text);
            capture.put("name", nameOf(search, group));
            Meter.CURRENT.get().charge(4 + (text == null ? 0 : matcher.start(group) / 256));
        }
        return match;
    }

    private static @Nullable String nameOf(Search search, int group) {
        for (Map.Entry<String, Integer> named : search.groups().entrySet()) {
            if (named.getValue() == group) {
                return named.getKey();
            }
        }
        return null;
    }

    private static void split(JsonNode in, JsonNode regex, JsonNode flags, PathOutput output)
            throws JsonQueryException {
        Search search = Search.of(in, regex, flags);
        int from = 0;
        while (search.next()) {
            output.emit(
                    new TextNode(search.text().substring(from, search.matcher().start())), null);
            from = search.matcher().end();
        }
        output.emit(new TextNode(search.text().substring(from)), null);
    }

    private static void substitute(
            Scope scope, JsonNode in, JsonNode regex, Expression replacement, JsonNode flags, PathOutput output)
            throws JsonQueryException {
        Search search = Search.of(in, regex, flags);
        Meter meter = Meter.CURRENT.get();
        // One text for each way to choose among the values of the replacement, as in jq 1.7.
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        int from = 0;
        while (search.next()) {
            Matcher matcher = search.matcher();
            ObjectNode captures = NODES.objectNode();
            for (Map.Entry<String, Integer> named : search.groups().entrySet()) {
                captures.put(named.getKey(), matcher.group(named.getValue()));
            }
            String between = search.text().substring(from, matcher.start());
            from = matcher.end();
            List<String> replacements = new ArrayList<>();
            replacement.apply(scope, captures, value -> {
                if (!value.isTextual()) {
                    throw new JsonQueryException(Kinds.of(value) + " cannot be added to a string");
                }
                replacements.add(value.textValue());
            });
            List<StringBuilder> longer = new ArrayList<>();
            for (String chosen : replacements) {
                for (StringBuilder text : texts) {
                    if (replacements.size() == 1) {
                        meter.chargeText((long) between.length() + chosen.length());
                        longer.add(text.append(between).append(chosen));
                    } else {
                        meter.chargeText((long) text.length() + between.length() + chosen.length());
                        longer.add(new StringBuilder(text).append(between).append(chosen));
                    }
                    meter.charge(1);
                    Weights.checked(longer.getLast().length());
                }
            }
            texts = longer;
            if (!search.all()) {
                break;
            }
        }
        for (StringBuilder text : texts) {
            meter.chargeText(search.text().length() - from);
            output.emit(
                    new TextNode(text.append(search.text(), from, search.text().length())
                            .toString()),
                    null);
        }
    }

    /** Turns indexes of a Java text into counts of characters, for indexes that only grow. */
    private static final class Offsets {

        private final String text;
        private int index;
        private int count;

        Offsets(String text) {
            this.text = text;
        }

        int at(int wanted) {
            count += text.codePointCount(index, wanted);
            index = wanted;
            return count;
        }
    }
}
