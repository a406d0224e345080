package io.millrace.gateway.linking;

import java.net.URI;
import java.util.Collection;
import java.util.Map;

/** Reads documents elsewhere, as far as a tenant may reach them. */
public interface Sources {
    /** What came of reading one document. */
    sealed interface Answer {
        /** It was read. */
        record Text(String text) implements Answer {}

        /**
         * It was not.
         *
         * @param reason the rest of a sentence that begins with the address, such as "answered with status 404."
         */
        record Failure(String reason) implements Answer {}
    }

    /** The reading for one definition; what it takes altogether is limited in time. */
    interface Reading {
        /**
         * Reads documents at the same time. Blocks the calling thread.
         *
         * @return the answer for each address
         */
        Map<URI, Answer> read(Collection<URI> addresses);
    }

    /** Begins the reading for one definition of a tenant. */
    Reading open(String tenant);
}
