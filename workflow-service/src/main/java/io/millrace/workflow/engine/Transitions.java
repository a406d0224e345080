package io.millrace.workflow.engine;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The moves of a run's status that are legal; everything else is a defect of the engine. */
public final class Transitions {
    private static final Map<Status, Set<Status>> LEGAL = new EnumMap<>(Map.of(
            Status.PENDING,
                    EnumSet.of(Status.RUNNING, Status.WAITING, Status.COMPLETED, Status.FAULTED, Status.CANCELLED),
            Status.RUNNING, EnumSet.of(Status.WAITING, Status.COMPLETED, Status.FAULTED, Status.CANCELLED),
            Status.WAITING, EnumSet.of(Status.RUNNING, Status.COMPLETED, Status.FAULTED, Status.CANCELLED),
            Status.COMPLETED, EnumSet.noneOf(Status.class),
            Status.FAULTED, EnumSet.noneOf(Status.class),
            Status.CANCELLED, EnumSet.noneOf(Status.class)));

    private Transitions() {}

    /** The statuses that may follow one; empty for a terminal one. */
    public static Set<Status> from(Status status) {
        return Set.copyOf(LEGAL.getOrDefault(status, Set.of()));
    }

    /** Whether a run may go from one status to another; staying where it is is no move. */
    public static boolean legal(Status from, Status to) {
        return from == to ? !from.terminal() : from(from).contains(to);
    }
}
