package io.millrace.executor.outbound;

import java.util.function.Predicate;

/**
 * How much of an answer is read.
 *
 * @param maxBytes greatest answer, decompressed, from 1
 * @param maxEvents events of a stream after which it is too long, from 1
 * @param last whether an event of a stream ends it, by the event's data; nothing after it is waited for
 */
public record Reading(int maxBytes, int maxEvents, Predicate<String> last) {
    /** Reads an answer to its end, one that is a stream as well. */
    public static Reading toTheEnd(int maxBytes, int maxEvents) {
        return new Reading(maxBytes, maxEvents, _ -> false);
    }
}
