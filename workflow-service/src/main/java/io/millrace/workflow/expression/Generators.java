package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** jq's functions that produce values one from the other or stop a producer, without recursion and without an error. */
final class Generators {

    /** Stops a producer from within its output. Not an error of jq, so that no {@code try} on the way catches it. */
    private static final class Enough extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Enough() {
            super(null, null, false, false);
        }
    }

    private record Value(JsonNode node, @Nullable Path path) {}

    /** What follows from a value. */
    private interface Step {
        /** Puts out what the value yields and lists what to go on with. */
        List<Value> follow(Value value) throws JsonQueryException;
    }

    private Generators() {}

    static void addTo(Scope root) {
        root.addFunction(
                "recurse",
                1,
                (scope, args, in, path, output, _) -> walk(new Value(in, path), value -> {
                    output.emit(value.node(), value.path());
                    return values(args.get(0), scope, value);
                }));
        root.addFunction("repeat", 1, root.getFunction("recurse", 1));
        root.addFunction(
                "recurse",
                2,
                (scope, args, in, path, output, _) -> walk(new Value(in, path), value -> {
                    output.emit(value.node(), value.path());
                    List<Value> next = new ArrayList<>();
                    for (Value following : values(args.get(0), scope, value)) {
                        args.get(1).apply(scope, following.node(), holds -> {
                            if (isTrue(holds)) {
                                next.add(following);
                            }
                        });
                    }
                    return next;
                }));
        root.addFunction(
                "while",
                2,
                (scope, args, in, path, output, _) -> walk(new Value(in, path), value -> {
                    List<Value> next = new ArrayList<>();
                    args.get(0).apply(scope, value.node(), holds -> {
                        if (isTrue(holds)) {
                            output.emit(value.node(), value.path());
                            next.addAll(values(args.get(1), scope, value));
                        }
                    });
                    return next;
                }));
        root.addFunction(
                "until",
                2,
                (scope, args, in, path, output, _) -> walk(new Value(in, path), value -> {
                    List<Value> next = new ArrayList<>();
                    args.get(0).apply(scope, value.node(), holds -> {
                        if (isTrue(holds)) {
                            output.emit(value.node(), value.path());
                        } else {
                            next.addAll(values(args.get(1), scope, value));
                        }
                    });
                    return next;
                }));
        root.addFunction(
                "limit",
                2,
                (scope, args, in, path, output, _) -> args.get(0)
                        .apply(
                                scope,
                                in,
                                most -> limit(number(most, "limit"), args.get(1), scope, new Value(in, path), output)));
        root.addFunction(
                "first",
                1,
                (scope, args, in, path, output, _) -> limit(1, args.get(0), scope, new Value(in, path), output));
        root.addFunction(
                "skip",
                2,
                (scope, args, in, path, output, _) -> args.get(0).apply(scope, in, fewest -> {
                    long[] left = {number(fewest, "skip")};
                    args.get(1)
                            .apply(
                                    scope,
                                    in,
                                    path,
                                    (value, valuePath) -> {
                                        if (--left[0] < 0) {
                                            output.emit(value, valuePath);
                                        }
                                    },
                                    false);
                }));
        root.addFunction(
                "isempty",
                1,
                (scope, args, in, _, output, _) ->
                        output.emit(BooleanNode.valueOf(!find(args.get(0), scope, in, _ -> true)), null));
        addSearches(root);
        root.addFunction(
                "_nwise",
                2,
                (scope, args, in, _, output, _) -> args.get(0)
                        .apply(
                                scope,
                                in,
                                all -> args.get(1)
                                        .apply(scope, in, size -> slices(all, number(size, "_nwise"), output))));
        root.addFunction(
                "_nwise",
                1,
                (scope, args, in, _, output, _) ->
                        args.get(0).apply(scope, in, size -> slices(in, number(size, "_nwise"), output)));
    }

    private static void addSearches(Scope root) {
        for (boolean wanted : List.of(true, false)) {
            String name = wanted ? "any" : "all";
            root.addFunction(name, 2, (scope, args, in, _, output, _) -> {
                boolean found = find(
                        args.get(0),
                        scope,
                        in,
                        value -> find(args.get(1), scope, value, holds -> isTrue(holds) == wanted));
                output.emit(BooleanNode.valueOf(found == wanted), null);
            });
            root.addFunction(name, 1, (scope, args, in, _, output, _) -> {
                boolean found = false;
                for (JsonNode element : elements(in)) {
                    found = found || find(args.get(0), scope, element, holds -> isTrue(holds) == wanted);
                }
                output.emit(BooleanNode.valueOf(found == wanted), null);
            });
            root.addFunction(name, 0, (_, _, in, _, output, _) -> {
                boolean found = false;
                for (JsonNode element : elements(in)) {
                    found |= isTrue(element) == wanted;
                }
                output.emit(BooleanNode.valueOf(found == wanted), null);
            });
        }
    }

    static JsonNode elements(JsonNode in) throws JsonQueryException {
        if (!in.isContainerNode()) {
            throw new JsonQueryException("Cannot iterate over " + Kinds.of(in));
        }
        Meter.CURRENT.get().charge(in.size());
        return in;
    }

    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    /** Follows values depth first, in the order in which the recursion of jq's own definitions would. */
    private static void walk(Value start, Step step) throws JsonQueryException {
        Deque<Value> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Meter.CURRENT.get().charge(1);
            List<Value> next = step.follow(open.pop());
            for (Value value : next.reversed()) {
                open.push(value);
            }
        }
    }

    private static List<Value> values(Expression generator, Scope scope, Value in) throws JsonQueryException {
        List<Value> values = new ArrayList<>(1);
        generator.apply(scope, in.node(), in.path(), (value, path) -> values.add(new Value(value, path)), false);
        return values;
    }

    private static void limit(long most, Expression generator, Scope scope, Value in, PathOutput output)
            throws JsonQueryException {
        if (most <= 0) {
            return;
        }
        Enough enough = new Enough();
        long[] left = {most};
        try {
            generator.apply(
                    scope,
                    in.node(),
                    in.path(),
                    (value, path) -> {
                        left[0]--;
                        output.emit(value, path);
                        if (left[0] == 0) {
                            throw enough;
                        }
                    },
                    false);
        } catch (Enough stop) {
            if (stop != enough) {
                throw stop;
            }
        }
    }

    /** Whether the generator puts out a value that passes; it is stopped at the first. */
    private static boolean find(Expression generator, Scope scope, JsonNode in, Check check) throws JsonQueryException {
        Enough enough = new Enough();
        try {
            generator.apply(scope, in, value -> {
                if (check.passes(value)) {
                    throw enough;
                }
            });
            return false;
        } catch (Enough stop) {
            if (stop != enough) {
                throw stop;
            }
            return true;
        }
    }

    private interface Check {
        boolean passes(JsonNode value) throws JsonQueryException;
    }

    private static void slices(JsonNode all, long size, PathOutput output) throws JsonQueryException {
        if (!all.isArray() || size < 1) {
            throw new JsonQueryException("_nwise needs an array and a positive size");
        }
        for (int from = 0; from == 0 || from < all.size(); from += Math.clamp(size, 1, Math.max(1, all.size()))) {
            ArrayNode slice = JsonNodeFactory.instance.arrayNode();
            for (int i = from; i < all.size() && i - from < size; i++) {
                slice.add(all.get(i));
            }
            output.emit(slice, null);
        }
    }

    static long number(JsonNode value, String function) throws JsonQueryException {
        if (!value.isNumber()) {
            throw new JsonQueryException(function + " needs a number, but this is " + Kinds.of(value));
        }
        return (long) Math.ceil(value.asDouble());
    }
}
