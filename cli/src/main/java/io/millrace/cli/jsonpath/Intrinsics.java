package io.millrace.cli.jsonpath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The intrinsic functions of the Amazon States Language, as jq. */
public final class Intrinsics {

    private Intrinsics() {}

    /**
     * Translates a call.
     *
     * @param function such as {@code States.Format}
     * @throws Untranslatable if it has no counterpart
     */
    public static Jq call(String function, List<Jq> arguments) throws Untranslatable {
        Jq[] all = arguments.toArray(new Jq[0]);
        return switch (function) {
            case "States.Format" -> format(arguments);
            case "States.Array" -> Jq.array(arguments);
            case "States.StringToJson" -> Jq.call("%s | fromjson", exactly(1, function, all));
            case "States.JsonToString" -> Jq.call("%s | tojson", exactly(1, function, all));
            case "States.ArrayLength" -> Jq.call("%s | length", exactly(1, function, all));
            case "States.ArrayContains" ->
                Jq.call("%s as $all | %s as $one | any($all[]; . == $one)", exactly(2, function, all));
            case "States.ArrayGetItem" -> Jq.call("%s as $all | $all[%s]", exactly(2, function, all));
            case "States.ArrayUnique" ->
                Jq.call(
                        "%s | reduce .[] as $one ([]; if any(.[]; . == $one) then . else . + [$one] end)",
                        exactly(1, function, all));
            case "States.ArrayPartition" ->
                Jq.call(
                        "%s as $all | %s as $size | [range(0; $all | length; $size) as $from | $all[$from:$from + $size]]",
                        exactly(2, function, all));
            case "States.ArrayRange" ->
                // The end is part of the range, whichever way it runs.
                Jq.call(
                        "%2$s as $to | %3$s as $step | [range(%1$s; $to + (if $step > 0 then 1 else -1 end); $step)]",
                        exactly(3, function, all));
            case "States.Base64Encode" -> Jq.call("%s | @base64", exactly(1, function, all));
            case "States.Base64Decode" -> Jq.call("%s | @base64d", exactly(1, function, all));
            case "States.MathAdd" -> Jq.call("%s + %s", exactly(2, function, all));
            case "States.StringSplit" ->
                Jq.call(
                        "%s as $text | %s as $separators | reduce ($separators | explode[] | [.] | implode) as $one"
                                + " ([$text]; [.[] | split($one)[]]) | map(select(. != \"\"))",
                        exactly(2, function, all));
            case "States.JsonMerge" -> merge(exactly(3, function, all));
            default -> throw new Untranslatable("the function `" + function + "` has no counterpart in jq");
        };
    }

    private static Jq[] exactly(int count, String function, Jq... arguments) throws Untranslatable {
        if (arguments.length != count) {
            throw new Untranslatable(
                    "`" + function + "` takes " + count + " arguments and is given " + arguments.length);
        }
        return arguments;
    }

    private static Jq merge(Jq... arguments) throws Untranslatable {
        return switch (arguments[2].text()) {
            case "false" -> Jq.call("%s + %s", arguments[0], arguments[1]);
            case "true" -> Jq.call("%s * %s", arguments[0], arguments[1]);
            default ->
                throw new Untranslatable("whether `States.JsonMerge` goes deep must be written `true` or `false`");
        };
    }

    /** Pieces of text and values between them; what is no text is written as JSON, as jq's {@code tostring} does. */
    private static Jq format(List<Jq> arguments) throws Untranslatable {
        if (arguments.isEmpty() || !arguments.getFirst().text().startsWith("\"")) {
            throw new Untranslatable("the pattern of `States.Format` must be written as a text in single quotes");
        }
        List<String> pieces = pieces(unquoted(arguments.getFirst().text()));
        if (pieces.size() != arguments.size()) {
            throw new Untranslatable(
                    "`States.Format` has " + (pieces.size() - 1) + " places for " + (arguments.size() - 1) + " values");
        }
        List<String> terms = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                Jq value = arguments.get(i);
                terms.add(value.text().startsWith("\"") ? value.text() : "(" + value.text() + " | tostring)");
            }
            if (!pieces.get(i).isEmpty()) {
                terms.add(Jq.text(pieces.get(i)).text());
            }
        }
        return terms.isEmpty() ? Jq.text("") : Jq.compound(terms.stream().collect(Collectors.joining(" + ")));
    }

    private static List<String> pieces(String pattern) {
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length() && "{}".indexOf(pattern.charAt(i + 1)) >= 0) {
                piece.append(pattern.charAt(++i));
            } else if (pattern.startsWith("{}", i)) {
                pieces.add(piece.toString());
                piece.setLength(0);
                i++;
            } else {
                piece.append(c);
            }
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static String unquoted(String literal) throws Untranslatable {
        try {
            return new ObjectMapper().readValue(literal, String.class);
        } catch (JsonProcessingException notOneText) {
            throw new Untranslatable("the pattern of `States.Format` must be written as a text in single quotes");
        }
    }
}
