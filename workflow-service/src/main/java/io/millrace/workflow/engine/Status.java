package io.millrace.workflow.engine;

import java.util.Locale;

/** How far a run is, in the words of the Open Workflow DSL. */
public enum Status {
    /** Asked for, not begun. */
    PENDING,
    /** At work: a step is open, or tasks are being run. */
    RUNNING,
    /** Nothing to do until a timer is due, an event comes, another run ends or somebody answers. */
    WAITING,
    /** No new task begins until it is resumed. */
    SUSPENDED,
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

    /** Whether the run has ended; one that ended by an error can be retried. */
    public boolean terminal() {
        return switch (this) {
            case COMPLETED, FAULTED, CANCELLED -> true;
            case PENDING, RUNNING, WAITING, SUSPENDED -> false;
        };
    }
}
