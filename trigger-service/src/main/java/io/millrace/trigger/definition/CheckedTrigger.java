package io.millrace.trigger.definition;

import java.util.List;

/** What came of reading a trigger's definition. */
public sealed interface CheckedTrigger {
    /**
     * It can be used.
     *
     * @param trigger as defined
     */
    record Valid(WebhookTrigger trigger) implements CheckedTrigger {}

    /**
     * It cannot be used.
     *
     * @param problems all that were found, at least one
     */
    record Invalid(List<TriggerProblem> problems) implements CheckedTrigger {
        /** Copies the problems. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
