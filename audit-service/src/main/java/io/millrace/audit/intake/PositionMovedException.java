package io.millrace.audit.intake;

/** The stored position is not where this reader left it: another instance has taken the partition over. */
public final class PositionMovedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says where.
     *
     * @param where the store
     * @param partition of the audit topic
     * @param expected position that this reader left
     */
    public PositionMovedException(String where, int partition, long expected) {
        super("The position of partition " + partition + " in the " + where + " is no longer " + expected
                + ": another instance has taken it over; this one reads again from the stored position");
    }
}
