package io.millrace.cli.jsonata;

import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The functions of JSONata, and those Amazon adds to them, as jq. */
final class Functions {

    /** What gives an array, through whose elements a path goes on. */
    static final Set<String> GIVING_MANY = Set.of("map", "filter", "sort", "distinct", "reverse", "append", "split");

    /** On all values that the only argument gives, wherever in arrays they are. */
    private static final Map<String, String> GATHERING = Map.of(
            "sum", "add // 0",
            "count", "length",
            "max", "max",
            "min", "min",
            "average", "if length == 0 then null else add / length end",
            "distinct", "reduce .[] as $one ([]; if any(.[]; . == $one) then . else . + [$one] end)",
            "reverse", "reverse",
            "sort", "sort",
            "merge", "add // {}");

    /** With the arguments in place of {@code %s}. */
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("string/1", "%s | tostring"),
            Map.entry("number/1", "%s | tonumber"),
            Map.entry("uppercase/1", "%s | ascii_upcase"),
            Map.entry("lowercase/1", "%s | ascii_downcase"),
            Map.entry("length/1", "%s | length"),
            Map.entry("trim/1", "%s | gsub(\"\\\\s+\"; \" \") | ltrimstr(\" \") | rtrimstr(\" \")"),
            Map.entry("substring/2", "%s as $text | %s as $from | $text[$from:]"),
            Map.entry("substring/3", "%s as $text | %s as $from | %s as $length | $text[$from:][:$length]"),
            Map.entry(
                    "substringBefore/2",
                    "%s as $text | %s as $mark | ($text | index($mark)) as $at"
                            + " | if $at == null then $text else $text[:$at] end"),
            Map.entry(
                    "substringAfter/2",
                    "%s as $text | %s as $mark | ($text | index($mark)) as $at"
                            + " | if $at == null then $text else $text[$at + ($mark | length):] end"),
            Map.entry("contains/2", "%s as $text | %s as $part | $text | contains($part)"),
            Map.entry("split/2", "%s as $text | %s as $mark | $text | split($mark)"),
            Map.entry("join/1", "%s | join(\"\")"),
            Map.entry("join/2", "%s as $all | %s as $mark | $all | join($mark)"),
            Map.entry("replace/3", "%s as $text | %s as $old | %s as $new | $text | split($old) | join($new)"),
            Map.entry("exists/1", "%s != null"),
            Map.entry("abs/1", "%s | if . < 0 then -. else . end"),
            Map.entry("floor/1", "%s | floor"),
            Map.entry("ceil/1", "%s | ceil"),
            // Half goes to the even neighbour.
            Map.entry(
                    "round/1",
                    "%s as $x | ($x | floor) as $down"
                            + " | if $x - $down != 0.5 then $x | round elif $down %% 2 == 0 then $down else $down + 1 end"),
            Map.entry("sqrt/1", "%s | sqrt"),
            Map.entry("power/2", "%s as $base | %s as $by | pow($base; $by)"),
            Map.entry("keys/1", "%s | keys_unsorted"),
            Map.entry("lookup/2", "%s as $all | %s as $name | $all[$name]"),
            Map.entry("type/1", "%s | type"),
            Map.entry("base64encode/1", "%s | @base64"),
            Map.entry("base64decode/1", "%s | @base64d"),
            Map.entry("encodeUrlComponent/1", "%s | @uri"),
            Map.entry("parse/1", "%s | fromjson"),
            Map.entry("now/0", "now | todate"),
            Map.entry("millis/0", "now * 1000 | floor"),
            Map.entry("toMillis/1", "%s | fromdate * 1000"),
            Map.entry("fromMillis/1", "%s / 1000 | todate"),
            Map.entry(
                    "partition/2",
                    "%s as $all | %s as $size | [range(0; $all | length; $size) as $from | $all[$from:$from + $size]]"),
            Map.entry(
                    "range/3",
                    "%s as $from | %s as $to | %s as $step"
                            + " | [range($from; $to + (if $step > 0 then 1 else -1 end); $step)]"));

    private Functions() {}

    static Jq jq(Node.Call call, Jsonata translation) throws Untranslatable {
        List<Node> arguments = call.arguments();
        int count = arguments.size();
        String name = call.function();
        if (count == 1 && GATHERING.containsKey(name)) {
            return Jq.compound("[" + translation.stream(arguments.getFirst()) + "] | " + GATHERING.get(name));
        }
        return switch (name + "/" + count) {
            case "not/1" -> Jq.compound(translation.truth(arguments.getFirst()).operand() + " | not");
            case "boolean/1" -> translation.truth(arguments.getFirst());
            case "append/2" ->
                Jq.atomic("[(" + translation.stream(arguments.get(0)) + "), (" + translation.stream(arguments.get(1))
                        + ")]");
            case "map/2" ->
                Jq.compound("["
                        + translation
                                .applied(arguments.get(1), translation.stream(arguments.getFirst()))
                                .text()
                        + " | values] | " + translation.help("sequence"));
            case "filter/2" -> filter(arguments, translation);
            default -> plain(name, arguments, translation);
        };
    }

    private static Jq filter(List<Node> arguments, Jsonata translation) throws Untranslatable {
        String stream = translation.stream(arguments.getFirst());
        Jq tested = translation.applied(arguments.get(1), ".");
        String kept = stream + " | select(" + tested.text() + ")";
        return Jq.compound("[" + kept + "] | " + translation.help("sequence"));
    }

    private static Jq plain(String name, List<Node> arguments, Jsonata translation) throws Untranslatable {
        String format = PLAIN.get(name + "/" + arguments.size());
        if (format == null) {
            throw new Untranslatable(String.format(
                    Locale.ROOT, "the function `$%s` with %d arguments is not translated", name, arguments.size()));
        }
        Jq[] translated = new Jq[arguments.size()];
        for (int i = 0; i < translated.length; i++) {
            translated[i] = translation.jq(arguments.get(i));
        }
        return Jq.call(format, translated);
    }
}
