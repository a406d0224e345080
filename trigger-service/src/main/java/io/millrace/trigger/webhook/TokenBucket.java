package io.millrace.trigger.webhook;

/**
 * Lets so many things through in a second, and one second's worth at once. The rate is given anew each time, because a
 * tenant's quota may change.
 */
public final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private double tokens;
    private long filledAt;
    private boolean used;

    /** A bucket that is full when it is first asked. */
    public TokenBucket() {}

    /**
     * Takes one token if there is one.
     *
     * @param perSecond how many tokens come in a second; 0 or less for no limit
     * @param burst how many the bucket holds, at least 1
     * @param nanos the time on a clock that only goes forward
     * @return 0 when it was taken, else the nanoseconds until the next one is there
     */
    public synchronized long take(double perSecond, double burst, long nanos) {
        if (perSecond <= 0) {
            return 0;
        }
        double grown = used ? tokens + (nanos - filledAt) * perSecond / NANOS_PER_SECOND : burst;
        tokens = Math.min(burst, grown);
        filledAt = nanos;
        used = true;
        if (tokens >= 1) {
            tokens -= 1;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) * NANOS_PER_SECOND / perSecond);
    }
}
