package io.millrace.gateway.linking;

import com.fasterxml.jackson.databind.JsonNode;

/** A place of a definition, or of a function, that may refer to something elsewhere. */
sealed interface Place {
    /** JSON pointer, from the root of the linked definition, of what refers. */
    String pointer();

    /**
     * A call.
     *
     * @param called what it names
     */
    record OfCall(String pointer, String called) implements Place {}

    /**
     * A schema that stands elsewhere.
     *
     * @param schema JSON pointer of the object that has {@code resource}
     * @param resource what {@code resource} holds
     */
    record OfSchema(String schema, JsonNode resource) implements Place {
        @Override
        public String pointer() {
            return schema + "/resource";
        }
    }
}
