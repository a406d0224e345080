package io.millrace.workflow.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Writes interests and parts of them into rows, as JSON, and reads them back. */
final class InterestText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] NOTHING = {};

    private InterestText() {}

    static byte[] write(List<Interest> interests) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Interest interest : interests) {
            ObjectNode one = all.addObject();
            one.set("attributes", object(interest.attributes()));
            one.set("correlations", object(interest.correlations()));
        }
        return bytes(all);
    }

    static List<Interest> interests(byte[] written) {
        List<Interest> interests = new ArrayList<>();
        for (JsonNode one : read(written)) {
            interests.add(new Interest(values(one.path("attributes")), values(one.path("correlations"))));
        }
        return interests;
    }

    /** No bytes for no values, which is what most rows have. */
    static byte[] write(Map<String, String> values) {
        return values.isEmpty() ? NOTHING : bytes(object(values));
    }

    static Map<String, String> values(byte[] written) {
        return written.length == 0 ? Map.of() : values(read(written));
    }

    static byte[] write(Trait trait) {
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        trait.from().forEach(texts::add);
        return bytes(texts);
    }

    static List<String> texts(String written) {
        List<String> texts = new ArrayList<>();
        read(written.getBytes(StandardCharsets.UTF_8)).forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    static JsonNode event(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static NavigableMap<String, String> values(JsonNode object) {
        NavigableMap<String, String> values = new TreeMap<>();
        object.properties()
                .forEach(value -> values.put(value.getKey(), value.getValue().textValue()));
        return values;
    }

    private static ObjectNode object(Map<String, String> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach(object::put);
        return object;
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(byte[] written) {
        try {
            return JSON.readTree(new String(written, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the router is not as this release writes it", e);
        }
    }
}
