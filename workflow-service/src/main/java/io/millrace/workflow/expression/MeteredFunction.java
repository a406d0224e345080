package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.JsonNodeUtils;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** A function of jackson-jq written in Java, which pays for the size of what it works on. */
record MeteredFunction(Function function, Cost cost) implements Function {

    private static final int SORTING = 16;
    private static final int MOST_INDEX = 8_000_000;
    private static final double EXACT = 0x1p53;

    /** What a function's work is in proportion to. */
    enum Cost {
        /** Nothing: it looks at its input from outside only. */
        NONE,
        /** Its input. */
        INPUT,
        /** Its input times the logarithm of its length; its arguments are keys that are compared. */
        SORT,
        /** Its input times its argument. */
        PRODUCT
    }

    private static final Set<String> FREE = Set.of(
            "empty/0",
            "error/0",
            "error/1",
            "not/0",
            "type/0",
            "range/1",
            "range/2",
            "range/3",
            "path/1",
            "has/1",
            // Of a text it counts what was charged for when the text passed.
            "length/0",
            "getpath/1",
            "isinfinite/0",
            "isnan/0",
            "isnormal/0",
            "infinite/0",
            "nan/0",
            "paths/0",
            "paths/1");
    private static final Set<String> SORTS =
            Set.of("sort_by/1", "group_by/1", "min_by/1", "max_by/1", "keys/0", "keys_unsorted/0");
    private static final Set<String> PRODUCTS = Set.of(
            "contains/1",
            "index/1",
            "rindex/1",
            "indices/1",
            "split/1",
            "join/1",
            "setpath/2",
            "delpaths/1",
            "startswith/1",
            "endswith/1",
            "ltrimstr/1",
            "rtrimstr/1");

    static Function of(String name, Function function) {
        Cost cost = FREE.contains(name)
                ? Cost.NONE
                : SORTS.contains(name) ? Cost.SORT : PRODUCTS.contains(name) ? Cost.PRODUCT : Cost.INPUT;
        return new MeteredFunction(function, cost);
    }

    @Override
    public void apply(
            Scope scope, List<Expression> args, JsonNode in, @Nullable Path path, PathOutput output, Version version)
            throws JsonQueryException {
        Meter meter = Meter.CURRENT.get();
        List<Expression> charged = switch (cost) {
            case NONE -> args;
            case INPUT -> {
                meter.chargeWeight(in, 1);
                yield args;
            }
            case SORT -> {
                meter.chargeWeight(in, SORTING);
                yield args.stream()
                        .map(arg -> charging(arg, key -> meter.chargeWeight(key, SORTING)))
                        .toList();
            }
            case PRODUCT ->
                args.stream()
                        .map(arg -> charging(arg, value -> {
                            meter.chargeProduct(in, value);
                            chargeIndexes(meter, value);
                        }))
                        .toList();
        };
        function.apply(
                scope,
                charged,
                in,
                path,
                (value, valuePath) -> {
                    JsonNode result = whole(value);
                    if (cost != Cost.NONE) {
                        meter.passed(result, valuePath, false, true);
                    }
                    output.emit(result, valuePath);
                },
                version);
    }

    /** What {@code floor} gives is a whole number, in jq and when it is written into a text. */
    private static JsonNode whole(JsonNode value) {
        return value.isDouble() && Math.abs(value.doubleValue()) < EXACT
                ? JsonNodeUtils.asNumericNode(value.doubleValue())
                : value;
    }

    /** {@code setpath([1000000]; 1)} fills the array up to there. */
    private static void chargeIndexes(Meter meter, JsonNode path) {
        if (path.isArray()) {
            for (JsonNode index : path) {
                if (index.isNumber()) {
                    meter.charge((long) Math.min(Math.abs(index.asDouble()), MOST_INDEX) / 8);
                }
            }
        }
    }

    private static Expression charging(Expression arg, Charge charge) {
        return (scope, in, path, output, requirePath) -> arg.apply(
                scope,
                in,
                path,
                (value, valuePath) -> {
                    charge.by(value);
                    output.emit(value, valuePath);
                },
                requirePath);
    }

    private interface Charge {
        void by(JsonNode value);
    }
}
