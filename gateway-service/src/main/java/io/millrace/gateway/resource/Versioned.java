package io.millrace.gateway.resource;

/**
 * A resource and which state of it this is.
 *
 * @param value the resource
 * @param offset where its record stands in its topic; a later state has a greater one
 */
public record Versioned<T>(T value, long offset) {
    /** The entity tag (RFC 9110) of this state, quotes included. */
    public String etag() {
        return "\"" + offset + "\"";
    }
}
