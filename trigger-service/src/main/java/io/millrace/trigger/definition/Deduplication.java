package io.millrace.trigger.definition;

import tools.jackson.core.JsonPointer;

/** Where a delivery says which one it is, so that a repeat is recognised. */
public sealed interface Deduplication {
    /** Where the authentication scheme's own senders say it. */
    record ByScheme() implements Deduplication {}

    /**
     * In a header.
     *
     * @param name of the header
     */
    record ByHeader(String name) implements Deduplication {}

    /**
     * In the JSON body.
     *
     * @param pointer to a string or number, RFC 6901
     */
    record ByPointer(JsonPointer pointer) implements Deduplication {}
}
