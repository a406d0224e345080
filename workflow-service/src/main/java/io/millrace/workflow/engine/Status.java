package io.millrace.workflow.engine;

import java.util.Locale;

/** How far a run is, in the words of the Open Workflow DSL. */
public enum Status {
    /** Asked for, not begun. */
    PENDING,
    /** At work: a step is open, or tasks are being run. */
    RUNNING,
    /** Nothing to do until a timer is due. */
    WAITING,
    /** Ended before its time, on request. */
    CANCELLED,
    /** Ended by an error that nothing caught. */
    FAULTED,
    /** Ended as its definition says. */
    COMPLETED;

    /** The word in JSON and topics: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing can happen to the run any more. */
    public boolean terminal() {
        return Transitions.from(this).isEmpty();
    }
}
