package io.millrace.audit.intake;

/**
 * Where an entry stands in the audit log, also as one number, so that one key orders the entries of a partition.
 *
 * @param partition 0 to 65,535
 * @param offset 0 to 2^48 - 1, more than a partition will ever hold
 */
public record LogPlace(int partition, long offset) {
    private static final int OFFSET_BITS = 48;
    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    /** The place as one number: partition in the upper 16 bits, offset in the lower 48. */
    public long packed() {
        return packed(partition, offset);
    }

    /** As {@link #packed()}, without making a place. */
    public static long packed(int partition, long offset) {
        return (long) partition << OFFSET_BITS | offset;
    }

    /** Reads the number back. */
    public static LogPlace unpack(long packed) {
        return new LogPlace((int) (packed >>> OFFSET_BITS), packed & OFFSET_MASK);
    }
}
