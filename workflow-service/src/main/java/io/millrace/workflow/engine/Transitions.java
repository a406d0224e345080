package io.millrace.workflow.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The moves of a run's status that are legal; everything else is a defect of the engine. */
public final class Transitions {
    private static final Set<Status> ENDS = EnumSet.of(Status.COMPLETED, Status.FAULTED, Status.CANCELLED);
    private static final Map<Status, Set<Status>> LEGAL = new EnumMap<>(Map.of(
            // A run that has not begun is not known, so nobody can end it.
            Status.PENDING, EnumSet.of(Status.RUNNING, Status.WAITING, Status.FAULTED, Status.COMPLETED),
            Status.RUNNING, and(ENDS, Status.WAITING, Status.SUSPENDED),
            Status.WAITING, and(ENDS, Status.RUNNING, Status.SUSPENDED),
            Status.SUSPENDED, and(ENDS, Status.RUNNING, Status.WAITING),
            Status.COMPLETED, EnumSet.noneOf(Status.class),
            // A retry, which may end at once.
            Status.FAULTED, EnumSet.of(Status.RUNNING, Status.WAITING, Status.COMPLETED),
            Status.CANCELLED, EnumSet.noneOf(Status.class)));

    private Transitions() {}

    private static Set<Status> and(Set<Status> some, Status... more) {
        Set<Status> all = EnumSet.copyOf(some);
        all.addAll(Set.of(more));
        return all;
    }

    /** The statuses that may follow one; empty for one that is final. */
    public static Set<Status> from(Status status) {
        return Set.copyOf(LEGAL.getOrDefault(status, Set.of()));
    }

    /** Whether a run may go from one status to another; staying where it is is no move. */
    public static boolean legal(Status from, Status to) {
        return from == to ? !from(from).isEmpty() : from(from).contains(to);
    }
}
