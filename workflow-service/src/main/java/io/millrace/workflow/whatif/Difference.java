package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Something that a task did and would do in another way.
 *
 * @param task its name; empty when no task differs but the end of the run does
 * @param pointer JSON pointer of it: in the other definition when it is reached there, else in that of the run
 * @param kind what differs
 * @param was what the task did, for example {@code {"status": "completed", "output": 3}}; null when it was not reached
 * @param now what it would do; null when it would not be reached
 */
public record Difference(
        String task,
        String pointer,
        Kind kind,
        @Nullable JsonNode was,
        @Nullable JsonNode now) {
    /** What may differ. */
    public enum Kind {
        /** It completes with another output. */
        OUTPUT,
        /** It ends in another way: completed, faulted, cancelled or skipped. */
        STATUS,
        /** It fails with another error. */
        ERROR,
        /** The run goes another way behind it. */
        WAY,
        /** It asks with other arguments. */
        ARGUMENTS,
        /** It is not reached any more. */
        NOT_REACHED,
        /** It was not reached. */
        NEW,
        /** No task differs, and the run ends in another way. */
        OUTCOME;

        /** The word in JSON and topics, such as {@code not-reached}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
