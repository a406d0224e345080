package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What would have come of a run under another definition. */
public sealed interface Comparison {
    /**
     * The run would have ended in the same way, with the same output or error, the same events emitted and the same runs
     * started.
     *
     * @param before what the run cost
     * @param after what it would have cost
     */
    record Same(Cost before, Cost after) implements Comparison {}

    /**
     * The run would have ended in another way.
     *
     * @param first the first task that does something else
     * @param before what the run cost
     * @param after what it would have cost
     */
    record Different(Difference first, Cost before, Cost after) implements Comparison {}

    /**
     * Nobody knows, because a task asks for something that was never answered.
     *
     * @param task name of that task
     * @param pointer JSON pointer of it in the other definition
     * @param reason why the record does not answer it
     * @param arguments what it asks with; null when it asks nobody in particular
     */
    record NeedsResult(
            String task,
            String pointer,
            Reason reason,
            @Nullable JsonNode arguments) implements Comparison {}

    /**
     * The run cannot be compared.
     *
     * @param reason why, for people
     */
    record Failed(String reason) implements Comparison {}

    /** Why the record does not answer a task. */
    enum Reason {
        /** The run never asked for it. */
        NEVER_ASKED,
        /** The run asked with other arguments. */
        OTHER_ARGUMENTS,
        /** The run asked, and did not wait for the answer. */
        NEVER_ANSWERED,
        /** The task waits for an event, and none of those delivered to the run is what it waits for. */
        NO_SUCH_EVENT;

        /** The word in JSON and topics, such as {@code other-arguments}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
