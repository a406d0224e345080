package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A task of a list.
 *
 * @param name unique in its list
 * @param body what it does
 */
public record Task(String name, ObjectNode body) {

    /** In the order in which a person wants to read them. */
    private static final List<String> FIRST = List.of(
            "if", "input", "for", "fork", "call", "run", "set", "switch", "wait", "raise", "with", "do", "try",
            "catch");

    private static final List<String> LAST = List.of("output", "export", "timeout", "metadata", "then");

    /** An object to be filled. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object with one property. */
    public static ObjectNode object(String name, JsonNode value) {
        ObjectNode object = object();
        object.set(name, value);
        return object;
    }

    /** An object with one property that is a text. */
    public static ObjectNode object(String name, String value) {
        return object().put(name, value);
    }

    /** A task that hands its input on as another value. */
    public static ObjectNode set(Value value) {
        JsonNode node = value.toNode();
        return object("set", node.isObject() ? node : new Value.Computed(value.toJq()).toNode());
    }

    /** A list of tasks as a definition has it. */
    public static ArrayNode list(List<Task> tasks) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        tasks.forEach(task -> list.add(object(task.name, ordered(task.body))));
        return list;
    }

    private static ObjectNode ordered(ObjectNode body) {
        ObjectNode sorted = object();
        Stream.concat(FIRST.stream(), LAST.stream())
                .filter(body::has)
                .forEach(property -> sorted.set(property, body.get(property)));
        return sorted;
    }

    /**
     * Joins what states came to into one list, and leaves {@code then} out where the next task is meant anyway.
     *
     * @param states in the order of the list
     */
    public static List<Task> joined(List<List<Task>> states) {
        List<Task> all = states.stream().flatMap(List::stream).toList();
        for (int i = 0; i + 1 < all.size(); i++) {
            ObjectNode body = all.get(i).body();
            if (body.path("then").asText().equals(all.get(i + 1).name())) {
                body.remove("then");
            }
        }
        return all;
    }
}
