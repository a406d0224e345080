package io.millrace.workflow.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.IdentityHashMap;

/** Writes JSON values as text; a value that appears several times in one decision is written once. */
final class JsonText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final IdentityHashMap<JsonNode, String> written = new IdentityHashMap<>();

    String of(JsonNode value) {
        return written.computeIfAbsent(value, JsonText::write);
    }

    static String write(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /**
     * Reads JSON text.
     *
     * @throws IllegalArgumentException when it is none
     */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
