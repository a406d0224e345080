package io.millrace.gateway.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Why a request was not done. Each kind has one HTTP status. */
public sealed interface Refusal {
    /** What happened, where, and what to do; never holds a secret or another tenant's name. */
    String detail();

    /** The request cannot be read. */
    record Malformed(String detail, List<Flaw> flaws) implements Refusal {
        /** Keeps the list as it is. */
        public Malformed {
            flaws = List.copyOf(flaws);
        }
    }

    /** Nobody, or nobody we know, asks. */
    record Unauthenticated(String detail) implements Refusal {}

    /** Whoever asks may not do this. */
    record Forbidden(String detail) implements Refusal {}

    /** There is no such thing, or it belongs to another tenant. */
    record Missing(String detail) implements Refusal {}

    /** The thing is there but not for this method. */
    record WrongMethod(String detail, Set<String> allowed) implements Refusal {
        /** Keeps the set as it is. */
        public WrongMethod {
            allowed = Set.copyOf(allowed);
        }
    }

    /** The body did not arrive in time. */
    record Slow(String detail) implements Refusal {}

    /** It contradicts what is there. */
    record Conflict(String detail) implements Refusal {}

    /** It was changed since the caller read it. */
    record Stale(String detail) implements Refusal {}

    /** The body is larger than allowed. */
    record TooLarge(String detail) implements Refusal {}

    /** The body is of a kind that this path does not take. */
    record WrongMediaType(String detail) implements Refusal {}

    /** The document can be read but is not valid. */
    record Invalid(String detail, List<Flaw> flaws) implements Refusal {
        /** Keeps the list as it is. */
        public Invalid {
            flaws = List.copyOf(flaws);
        }
    }

    /**
     * The tenant asks faster than it may.
     *
     * @param retryAfter when it is worth asking again
     */
    record TooFast(String detail, Duration retryAfter) implements Refusal {}

    /** What was asked for is known, but a value of it is not where it was kept. */
    record Lost(String detail) implements Refusal {}

    /**
     * Something behind the gateway does not answer.
     *
     * @param retryAfter when it is worth asking again
     */
    record Unavailable(String detail, Duration retryAfter) implements Refusal {}
}
