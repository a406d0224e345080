package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a definition: written down, computed, or made of both. */
public sealed interface Value {

    /** The current data, unchanged. */
    static Value data() {
        return new Computed(Jq.DATA);
    }

    /** The value as the definition has it, computed parts written {@code ${ }}. */
    JsonNode toNode();

    /** The value as one expression. */
    Jq toJq();

    /** Whether the value is the current data, unchanged. */
    default boolean isData() {
        return equals(data());
    }

    /** Whether an expression in it uses a variable. */
    default boolean uses(String variable) {
        return toJq().text().contains("$" + variable);
    }

    /** The value computed on what another expression gives. */
    default Value after(Jq before) {
        return before.equals(Jq.DATA) ? this : new Computed(before.pipe(toJq()));
    }

    /** A value written down. */
    record Fixed(JsonNode value) implements Value {

        @Override
        public JsonNode toNode() {
            return escaped(value);
        }

        /** A text that looks like an expression must not become one. */
        private static JsonNode escaped(JsonNode node) {
            if (node.isTextual() && node.textValue().strip().startsWith("${")) {
                return new Computed(Jq.literal(node)).toNode();
            }
            if (node.isObject()) {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                node.properties().forEach(entry -> copy.set(entry.getKey(), escaped(entry.getValue())));
                return copy;
            }
            if (node.isArray()) {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                node.forEach(element -> copy.add(escaped(element)));
                return copy;
            }
            return node;
        }

        @Override
        public Jq toJq() {
            return Jq.literal(value);
        }
    }

    /** A value that an expression gives. */
    record Computed(Jq jq) implements Value {

        @Override
        public JsonNode toNode() {
            return JsonNodeFactory.instance.textNode("${ " + jq.text() + " }");
        }

        @Override
        public Jq toJq() {
            return jq;
        }
    }

    /** An object of values, in their order. */
    record Members(Map<String, Value> values) implements Value {

        /** Copies what it is given. */
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public JsonNode toNode() {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            values.forEach((name, value) -> object.set(name, value.toNode()));
            return object;
        }

        @Override
        public Jq toJq() {
            Map<String, Jq> members = new LinkedHashMap<>();
            values.forEach((name, value) -> members.put(name, value.toJq()));
            return Jq.object(members);
        }
    }

    /** An array of values. */
    record Elements(List<Value> values) implements Value {

        /** Copies what it is given. */
        public Elements {
            values = List.copyOf(values);
        }

        @Override
        public JsonNode toNode() {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            values.forEach(value -> array.add(value.toNode()));
            return array;
        }

        @Override
        public Jq toJq() {
            return Jq.array(values.stream().map(Value::toJq).toList());
        }
    }
}
