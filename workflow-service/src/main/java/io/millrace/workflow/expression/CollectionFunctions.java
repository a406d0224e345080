package io.millrace.workflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.PlusOperator;
import org.jspecify.annotations.Nullable;

/** Functions that jackson-jq defines in jq with quadratic cost, or not at all, done in linear time. */
final class CollectionFunctions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final MeteredOperator PLUS = new MeteredOperator(new PlusOperator());
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CollectionFunctions() {}

    /** A function without parameters and with one result. */
    interface Simple {
        JsonNode apply(JsonNode in) throws JsonQueryException;
    }

    static Function simple(Simple function) {
        return new MeteredFunction(
                (_, _, in, _, output, _) -> output.emit(function.apply(in), null), MeteredFunction.Cost.INPUT);
    }

    static void addTo(Scope root) {
        root.addFunction("add", 0, (_, _, in, _, output, _) -> {
            Sum sum = new Sum();
            for (JsonNode element : Generators.elements(in)) {
                sum.add(element);
            }
            output.emit(sum.value(), null);
        });
        root.addFunction("add", 1, (scope, args, in, _, output, _) -> {
            Sum sum = new Sum();
            args.get(0).apply(scope, in, sum::add);
            output.emit(sum.value(), null);
        });
        root.addFunction("flatten", 0, simple(in -> flatten(in, Integer.MAX_VALUE)));
        root.addFunction(
                "flatten",
                1,
                (scope, args, in, _, output, _) -> args.get(0).apply(scope, in, levels -> {
                    Meter.CURRENT.get().chargeWeight(in, 1);
                    if (Generators.number(levels, "flatten") < 0) {
                        throw new JsonQueryException("flatten depth must not be negative");
                    }
                    output.emit(flatten(in, (int) Math.min(Integer.MAX_VALUE, levels.asDouble())), null);
                }));
        root.addFunction(
                "map_values",
                1,
                (scope, args, in, _, output, _) -> output.emit(mapValues(scope, args.get(0), in), null));
        root.addFunction("transpose", 0, simple(CollectionFunctions::transpose));
        texts(root);
    }

    private static void texts(Scope root) {
        root.addFunction("ascii_downcase", 0, text("ascii_downcase", text -> ascii(text, 'A', 'Z', 32)));
        root.addFunction("ascii_upcase", 0, text("ascii_upcase", text -> ascii(text, 'a', 'z', -32)));
        root.addFunction("trim", 0, text("trim", String::strip));
        root.addFunction("ltrim", 0, text("ltrim", String::stripLeading));
        root.addFunction("rtrim", 0, text("rtrim", String::stripTrailing));
    }

    private static Function text(String name, UnaryOperator<String> change) {
        return simple(in -> {
            if (!in.isTextual()) {
                throw new JsonQueryException(name + " input must be a string, not " + Kinds.of(in));
            }
            return new TextNode(change.apply(in.textValue()));
        });
    }

    private static String ascii(String text, char first, char last, int shift) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= first && c <= last) {
                changed.setCharAt(i, (char) (c + shift));
            }
        }
        return changed.toString();
    }

    /** The sum of many values by {@code +}, without copying what was summed at every step. */
    private static final class Sum {

        private @Nullable JsonNode rest;
        private @Nullable StringBuilder text;
        private @Nullable ArrayNode array;

        void add(JsonNode value) throws JsonQueryException {
            Meter meter = Meter.CURRENT.get();
            meter.charge(1);
            if (value.isTextual() && (text != null || isEmpty())) {
                text = text == null ? new StringBuilder() : text;
                meter.chargeText(value.textValue().length());
                Weights.checked((long) text.length() + value.textValue().length());
                text.append(value.textValue());
            } else if (value.isArray() && (array != null || isEmpty())) {
                array = array == null ? NODES.arrayNode() : array;
                meter.chargeWeight(value, 1);
                Weights.checked(array.size() + (long) value.size());
                array.addAll((ArrayNode) value);
            } else {
                rest = PLUS.apply(MAPPER, value(), value);
                text = null;
                array = null;
                if (rest.isArray() || rest.isTextual()) {
                    JsonNode begun = rest;
                    rest = null;
                    add(begun);
                }
            }
        }

        private boolean isEmpty() {
            return (rest == null || rest.isNull()) && text == null && array == null;
        }

        JsonNode value() {
            if (text != null) {
                return new TextNode(text.toString());
            }
            if (array != null) {
                return array;
            }
            return rest == null ? NullNode.getInstance() : rest;
        }
    }

    private static ArrayNode flatten(JsonNode in, int levels) throws JsonQueryException {
        if (!in.isContainerNode()) {
            throw new JsonQueryException("Cannot iterate over " + Kinds.of(in));
        }
        ArrayNode flat = NODES.arrayNode();
        for (JsonNode element : in) {
            if (element.isArray() && levels > 0) {
                flat.addAll(flatten(element, levels - 1));
            } else {
                flat.add(element);
            }
        }
        return flat;
    }

    /** Each value replaced by the first the function puts out for it, or removed if there is none. */
    private static JsonNode mapValues(Scope scope, Expression function, JsonNode in) throws JsonQueryException {
        Generators.elements(in);
        if (in.isArray()) {
            ArrayNode mapped = NODES.arrayNode();
            for (JsonNode element : in) {
                first(scope, function, element).forEach(mapped::add);
            }
            return mapped;
        }
        ObjectNode mapped = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : in.properties()) {
            for (JsonNode value : first(scope, function, field.getValue())) {
                mapped.set(field.getKey(), value);
            }
        }
        return mapped;
    }

    private static List<JsonNode> first(Scope scope, Expression function, JsonNode in) throws JsonQueryException {
        List<JsonNode> values = new ArrayList<>(1);
        function.apply(scope, in, value -> {
            if (values.isEmpty()) {
                values.add(value);
            }
        });
        return values;
    }

    private static ArrayNode transpose(JsonNode in) throws JsonQueryException {
        int widest = 0;
        for (JsonNode row : Generators.elements(in)) {
            if (!row.isArray()) {
                throw new JsonQueryException("transpose needs an array of arrays, but there is " + Kinds.of(row));
            }
            widest = Math.max(widest, row.size());
        }
        Meter.CURRENT.get().charge((long) widest * in.size());
        ArrayNode columns = NODES.arrayNode();
        for (int column = 0; column < widest; column++) {
            ArrayNode cells = columns.addArray();
            for (JsonNode row : in) {
                cells.add(column < row.size() ? row.get(column) : NullNode.getInstance());
            }
        }
        return columns;
    }
}
