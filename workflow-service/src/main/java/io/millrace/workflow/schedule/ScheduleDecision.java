package io.millrace.workflow.schedule;

import java.util.List;

/** What follows from an input of a schedule. */
public sealed interface ScheduleDecision {

    /**
     * The input is taken.
     *
     * @param events what becomes true, in order
     * @param effects what has to leave
     */
    record Accepted(List<ScheduleEvent> events, List<ScheduleEffect> effects) implements ScheduleDecision {
        /** Copies the lists it is given. */
        public Accepted {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }
    }

    /**
     * The input changes nothing.
     *
     * @param refusal why, for programs
     * @param reason why, for people
     */
    record Rejected(Refusal refusal, String reason) implements ScheduleDecision {}

    /** Why an input was refused. */
    enum Refusal {
        /** The schedule starts runs of this version already, or none at all already. */
        DUPLICATE_ARMING,
        /** The definition did not arrive in time, or cannot be run by this version of Millrace. */
        DEFINITION_UNAVAILABLE,
        /** The timer was cancelled or has fired before. */
        STALE_TIMER,
        /** Nobody waits for this event any more, or it was taken before. */
        STALE_EVENT,
        /** The event is none of those that are waited for. */
        OTHER_EVENT,
        /** Nobody waits for the end of this run. */
        STALE_RUN
    }
}
