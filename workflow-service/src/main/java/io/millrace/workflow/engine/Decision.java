package io.millrace.workflow.engine;

import java.util.List;

/** What follows from an input. */
public sealed interface Decision {
    /**
     * The input is taken.
     *
     * @param events what becomes true, in order
     * @param effects what has to leave the engine
     */
    record Accepted(List<RunEvent> events, List<Effect> effects) implements Decision {
        /** Copies the lists it is given. */
        public Accepted {
            events = List.copyOf(events);
            effects = List.copyOf(effects);
        }
    }

    /**
     * The input changes nothing.
     *
     * @param code why, for programs
     * @param reason why, for people
     */
    record Rejected(RejectionCode code, String reason) implements Decision {}
}
