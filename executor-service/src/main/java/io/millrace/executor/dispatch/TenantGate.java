package io.millrace.executor.dispatch;

import java.time.Duration;

/** Holds every tenant to its quotas of steps at work and of steps per second. */
public interface TenantGate {
    /** Whether a tenant may begin a step. */
    sealed interface Entry {
        /** It may, and takes a place until {@link #leave}. */
        record Open() implements Entry {}

        /** It has as many steps at work as it may have; a place is free after {@link #leave}. */
        record Full() implements Entry {}

        /**
         * It has begun as many steps in this second as it may.
         *
         * @param time until then, more than zero
         */
        record Later(Duration time) implements Entry {}
    }

    /** Asks for a place. */
    Entry enter(String tenant);

    /** Gives the place back. */
    void leave(String tenant);

    /** The entry that every tenant has that is within its quotas. */
    Entry OPEN = new Entry.Open();

    /** The entry of a tenant all whose places are taken. */
    Entry FULL = new Entry.Full();
}
