package io.millrace.trigger.webhook;

import io.millrace.trigger.definition.WebhookTrigger;
import org.jspecify.annotations.Nullable;

/** Finds triggers. */
public interface TriggerLookup {
    /** What is found. */
    sealed interface Found {
        /**
         * The trigger.
         *
         * @param trigger as defined
         * @param secret value of its secret; null when it names none, or when that is not there or does not open
         * @param eventsPerSecond how many events its tenant may send in a second; 0 for no limit
         */
        record Usable(WebhookTrigger trigger, @Nullable SecretValue secret, int eventsPerSecond) implements Found {}

        /** There is one, but its definition cannot be used by this version. */
        record Unusable() implements Found {}

        /** There is none, or its tenant is gone. */
        record Absent() implements Found {}

        /** Nobody knows yet: this instance has not read all triggers. */
        record NotReady() implements Found {}
    }

    /** Looks for a webhook trigger. */
    Found find(String tenant, String trigger);
}
