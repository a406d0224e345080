package io.millrace.workflow.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What stands in the bytes of a state for a JSON value: the value as JSON text, or something shorter that names it. */
public interface JsonForm {
    /** Every value as its JSON text. */
    JsonForm PLAIN = new JsonForm() {
        private final ObjectMapper json = new ObjectMapper();

        @Override
        public String write(String tenant, JsonNode value) {
            try {
                return json.writeValueAsString(value);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a JSON tree can always be written", e);
            }
        }

        @Override
        public JsonNode read(String tenant, String text) {
            try {
                return json.readTree(text);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the state holds broken JSON", e);
            }
        }
    };

    /** The text that is kept for a value of a tenant's run. */
    String write(String tenant, JsonNode value);

    /** The text that is kept for a value that is not read before it is needed; it names the value wherever it can. */
    default String keepApart(String tenant, JsonNode value) {
        return write(tenant, value);
    }

    /** Takes notice of a text that goes on standing for a value which is not read. */
    default void passOn(String text) {
        // Nothing to be noticed where nobody counts.
    }

    /** The value that a text stands for. */
    JsonNode read(String tenant, String text);
}
