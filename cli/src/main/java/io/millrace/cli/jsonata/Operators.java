package io.millrace.cli.jsonata;

import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import java.util.Set;

/** The operators of JSONata, as jq. */
final class Operators {

    private static final Set<String> CONDITIONS = Set.of("=", "!=", "<", "<=", ">", ">=", "and", "or", "in");
    private static final Set<String> TESTS = Set.of("not", "exists", "contains", "boolean");

    private Operators() {}

    static Jq jq(Node.Binary binary, Jsonata translation) throws Untranslatable {
        return switch (binary.operator()) {
            case "&" -> Jq.compound(text(binary.left(), translation) + " + " + text(binary.right(), translation));
            case "and", "or" ->
                Jq.call(
                        "%s " + binary.operator() + " %s",
                        translation.truth(binary.left()),
                        translation.truth(binary.right()));
            case "in" ->
                Jq.call(
                        "%s as $one | any(%s | " + translation.help("each") + "; . == $one)",
                        translation.jq(binary.left()),
                        translation.jq(binary.right()));
            case "??" ->
                Jq.call(
                        "%s as $one | if $one == null then %s else $one end",
                        translation.jq(binary.left()), translation.jq(binary.right()));
            case "?:" ->
                Jq.call(
                        "%s as $one | if $one | " + translation.help("truth") + " then $one else %s end",
                        translation.jq(binary.left()),
                        translation.jq(binary.right()));
            case "%" ->
                // jq's own % cuts fractions off first.
                Jq.call(
                        "%s as $a | %s as $b | $a - $b * ($a / $b | if . < 0 then ceil else floor end)",
                        translation.jq(binary.left()), translation.jq(binary.right()));
            case "=" -> plain("==", binary, translation);
            case "!=", "<", "<=", ">", ">=", "+", "-", "*", "/" -> plain(binary.operator(), binary, translation);
            default -> throw new Untranslatable("the operator `" + binary.operator() + "` is not translated");
        };
    }

    private static Jq plain(String operator, Node.Binary binary, Jsonata translation) throws Untranslatable {
        return Jq.compound(translation.jq(binary.left()).operand() + " " + operator + " "
                + translation.jq(binary.right()).operand());
    }

    private static String text(Node node, Jsonata translation) throws Untranslatable {
        if (node instanceof Node.Binary(String operator, Node left, Node right) && operator.equals("&")) {
            return text(left, translation) + " + " + text(right, translation);
        }
        Jq jq = translation.jq(node);
        boolean isText = node instanceof Node.Literal(var value) && value.isTextual();
        return isText ? jq.text() : "(" + jq.operand() + " | " + translation.help("text") + ")";
    }

    /** Whether a value is true or false by itself. */
    static boolean isCondition(Node node) {
        return switch (node) {
            case Node.Binary binary -> CONDITIONS.contains(binary.operator());
            case Node.Call call -> TESTS.contains(call.function());
            case Node.Literal(var value) -> value.isBoolean();
            case Node.Block(var nodes) -> isCondition(nodes.getLast());
            case Node.Variable _,
                    Node.Name _,
                    Node.Path _,
                    Node.Negative _,
                    Node.Conditional _,
                    Node.Lambda _,
                    Node.Members _,
                    Node.Elements _,
                    Node.Range _,
                    Node.Bind _ -> false;
        };
    }
}
