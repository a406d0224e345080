package io.millrace.workflow.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.expression.OutsideText;
import java.util.IdentityHashMap;

/**
 * Writes JSON values as text; a value that appears several times in one decision is written once. What is written is for
 * people and for other systems unless it says otherwise: in the place of a secret stands {@code ***}.
 */
final class JsonText {
    // How large a value may be is decided before it is read.
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final IdentityHashMap<JsonNode, String> written = new IdentityHashMap<>();
    private final LargeJson large;
    private final String tenant;

    JsonText(LargeJson large, String tenant) {
        this.large = large;
        this.tenant = tenant;
    }

    /** The value as text, or as a claim when it is large. */
    String of(JsonNode value) {
        return written.computeIfAbsent(value, each -> large.writeMasked(tenant, each));
    }

    /** The text of a value whose secrets are masked. */
    static String masked(JsonNode value) {
        String text = write(value);
        return SecretReferences.in(text) ? write(OutsideText.masked(value)) : text;
    }

    /** A text of a record whose secrets are masked, or a claim on such a text. */
    String masked(String text) {
        return large.masked(tenant, text);
    }

    /** The text of JSON text whose secrets are masked. */
    static String maskedJson(String json) {
        return SecretReferences.inJson(json) ? masked(read(json)) : json;
    }

    /** The text of a value in which references to secrets stay what they are. */
    static String write(JsonNode value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /**
     * Reads JSON text of somebody else, in which nothing is taken for a reference to a secret.
     *
     * @throws IllegalArgumentException when it is none
     */
    static JsonNode readFromOutside(String text) {
        JsonNode value = read(text);
        return SecretReferences.inJson(text) ? OutsideText.neutralized(value) : value;
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
