package io.millrace.audit.intake;

/**
 * A stretch of one partition that was read without a gap.
 *
 * @param from first offset of the stretch
 * @param next offset behind its last record; greater than {@code from}
 */
public record Span(long from, long next) {
    /** Checks the order. */
    public Span {
        if (next <= from) {
            throw new IllegalArgumentException("a span from " + from + " cannot end before " + next);
        }
    }

    /**
     * This stretch with the one that follows it.
     *
     * @throws IllegalArgumentException when the other does not begin where this ends
     */
    public Span and(Span following) {
        if (following.from != next) {
            throw new IllegalArgumentException("a span up to " + next + " is not followed by one from " + following.from
                    + ": records in between would be lost or taken twice");
        }
        return new Span(from, following.next);
    }
}
