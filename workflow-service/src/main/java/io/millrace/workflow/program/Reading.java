package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What of an event is read. */
public enum Reading {
    /** Its data. */
    DATA,
    /** The whole CloudEvent in its JSON format. */
    ENVELOPE,
    /** Its data as it came: here the same as {@link #DATA}, because every event arrives as JSON. */
    RAW;

    /**
     * What is read of an event.
     *
     * @param event in the JSON format of CloudEvents 1.0
     * @return a JSON null for the data of an event that has none
     */
    public JsonNode of(JsonNode event) {
        return switch (this) {
            case ENVELOPE -> event;
            case DATA, RAW -> event.has("data") ? event.get("data") : JsonNodeFactory.instance.nullNode();
        };
    }
}
