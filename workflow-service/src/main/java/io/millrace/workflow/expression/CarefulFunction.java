package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.schemas.SecretReferences;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * A function written in Java that does not mistake a reference to a secret for the secret, see {@link Secrecy}. One that
 * is not listed here looks at everything it gets.
 *
 * @param name as {@code name/arity}
 */
record CarefulFunction(String name, Function function, Looks looks) implements Function {

    /** What a function looks at. */
    enum Looks {
        /** At its input if that is a text. */
        AT_TEXT,
        /** At its input if that is made of others. */
        AT_PARTS,
        /** At its arguments. */
        AT_ARGUMENTS,
        /** At its first argument. */
        AT_PATH,
        /** At its input and its arguments. */
        AT_ALL
    }

    /** These pass values on, or know no more of them than their type. */
    private static final Set<String> CARRY = Set.of(
            "empty/0",
            "error/0",
            "error/1",
            "not/0",
            "type/0",
            "now/0",
            "path/1",
            "paths/0",
            "paths/1",
            "range/1",
            "range/2",
            "range/3",
            "keys/0",
            "keys_unsorted/0",
            "to_entries/0",
            "from_entries/0",
            "join/1",
            "add/0",
            "add/1",
            "flatten/0",
            "flatten/1",
            "map_values/1",
            "transpose/0",
            "recurse/1",
            "recurse/2",
            "repeat/1",
            "while/2",
            "until/2",
            "limit/2",
            "first/1",
            "skip/2",
            "isempty/1",
            "any/0",
            "any/1",
            "any/2",
            "all/0",
            "all/1",
            "all/2");

    private static final Set<String> AT_TEXT = Set.of("length/0", "reverse/0", "_nwise/1", "_nwise/2");

    private static final Set<String> AT_ARGUMENTS =
            Set.of("has/1", "getpath/1", "delpaths/1", "sort_by/1", "group_by/1", "min_by/1", "max_by/1");

    /** They make text of what is encoded, which somebody else may have encoded. */
    private static final Set<String> DECODE = Set.of("fromjson/0", "@base64d/0", "implode/0");

    private static final Map<String, UnaryOperator<String>> ENCODINGS =
            Map.of("@base64/0", SecretReferences::base64, "@uri/0", SecretReferences::uri);

    private static final Map<String, String> KNOWN_AS = Map.of(
            "_match_impl", "Matching a regular expression",
            "_sub_impl", "Replacing with a regular expression",
            "_nwise", "Cutting a text");

    static Function of(String name, Function function) {
        if (CARRY.contains(name)) {
            return function;
        }
        if (DECODE.contains(name)) {
            return new CarefulFunction(name, decoding(function), Looks.AT_ALL);
        }
        UnaryOperator<String> encoding = ENCODINGS.get(name);
        if (encoding != null) {
            return new CarefulFunction(name, encoding(function, encoding), Looks.AT_PARTS);
        }
        Looks looks = AT_TEXT.contains(name)
                ? Looks.AT_TEXT
                : AT_ARGUMENTS.contains(name)
                        ? Looks.AT_ARGUMENTS
                        : name.equals("setpath/2")
                                ? Looks.AT_PATH
                                : name.equals("tostring/0") ? Looks.AT_PARTS : Looks.AT_ALL;
        return new CarefulFunction(name, function, looks);
    }

    @Override
    public void apply(
            Scope scope, List<Expression> args, JsonNode in, @Nullable Path path, PathOutput output, Version version)
            throws JsonQueryException {
        boolean refused = switch (looks) {
            case AT_TEXT -> Secrecy.isReference(in);
            case AT_PARTS -> in.isContainerNode() && holds(in);
            case AT_ALL -> holds(in);
            case AT_ARGUMENTS, AT_PATH -> false;
        };
        if (refused) {
            throw Secrecy.refusal(called());
        }
        int lookedAt = looks == Looks.AT_PATH ? 1 : looks.compareTo(Looks.AT_ARGUMENTS) < 0 ? 0 : args.size();
        List<Expression> guarded = args;
        if (lookedAt > 0) {
            guarded = new ArrayList<>(args);
            for (int i = 0; i < lookedAt; i++) {
                guarded.set(i, new GuardedPart(args.get(i), CarefulFunction::holds, called()));
            }
        }
        function.apply(scope, guarded, in, path, output, version);
    }

    private static boolean holds(JsonNode value) {
        if (value.isContainerNode()) {
            Meter.CURRENT.get().chargeWeight(value, 1);
        }
        return Secrecy.holdsReference(value);
    }

    private String called() {
        String plain = name.substring(0, name.indexOf('/'));
        return KNOWN_AS.getOrDefault(plain, "`" + plain + "`");
    }

    private static Function decoding(Function function) {
        return (scope, args, in, path, output, version) -> function.apply(
                scope, args, in, path, (value, valuePath) -> output.emit(neutralized(value), valuePath), version);
    }

    private static JsonNode neutralized(JsonNode value) {
        return Secrecy.holdsReference(value) ? OutsideText.neutralized(value) : value;
    }

    private static Function encoding(Function function, UnaryOperator<String> deferred) {
        return (scope, args, in, path, output, version) -> {
            if (Secrecy.isReference(in)) {
                output.emit(new TextNode(deferred.apply(in.textValue())), null);
            } else {
                function.apply(scope, args, in, path, output, version);
            }
        };
    }

    /**
     * A part of an expression whose values are looked at.
     *
     * @param refused the values that cannot be
     * @param what looks at them, to begin a sentence with
     */
    record GuardedPart(Expression part, Predicate<JsonNode> refused, String what) implements Expression {

        @Override
        public void apply(Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
                throws JsonQueryException {
            part.apply(
                    scope,
                    in,
                    path,
                    (value, valuePath) -> {
                        // Destructuring binds a variable to Java null where a field is missing.
                        if (value != null && refused.test(value)) {
                            throw Secrecy.refusal(what);
                        }
                        output.emit(value, valuePath);
                    },
                    requirePath);
        }
    }
}
