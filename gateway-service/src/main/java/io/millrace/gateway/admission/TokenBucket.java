package io.millrace.gateway.admission;

/**
 * Holds what may be used at once, and fills at a rate: one second's worth at most. A request for more than a whole
 * bucket is let in when the bucket is full and leaves a debt, so that a large batch is slow but never impossible.
 */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private double tokens = Double.NaN;
    private long filledAt;

    /**
     * Takes tokens, or none of them.
     *
     * @param count how many, at least 1
     * @param perSecond the rate, at least 1; it may differ from call to call
     * @param now nanoseconds of a clock that never goes back
     * @return 0 when they were taken, else the nanoseconds until they can be
     */
    synchronized long take(int count, int perSecond, long now) {
        tokens = Double.isNaN(tokens)
                ? perSecond
                : Math.min(perSecond, tokens + Math.max(0, now - filledAt) * (perSecond / NANOS_PER_SECOND));
        filledAt = now;
        double needed = Math.min(count, perSecond);
        if (tokens < needed) {
            return (long) Math.ceil((needed - tokens) / perSecond * NANOS_PER_SECOND);
        }
        tokens -= count;
        return 0;
    }

    /** Gives back what was taken and not used. */
    synchronized void giveBack(int count) {
        tokens += count;
    }
}
