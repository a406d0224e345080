package io.millrace.trigger.webhook;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** Lets some of many equal happenings be written down, and counts the others. */
public final class Throttle {
    private final double perSecond;
    private final double burst;
    private final TokenBucket bucket = new TokenBucket();
    private final AtomicLong leftOut = new AtomicLong();

    /**
     * A throttle.
     *
     * @param perSecond how many in a second may be written down, more than 0
     * @param burst how many at once, at least 1
     */
    public Throttle(double perSecond, double burst) {
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /**
     * Asks whether a happening may be written down.
     *
     * @param nanos the time on a clock that only goes forward
     * @return how many were left out since the last one, when it may; empty when it is left out itself
     */
    public OptionalLong pass(long nanos) {
        if (bucket.take(perSecond, burst, nanos) > 0) {
            leftOut.incrementAndGet();
            return OptionalLong.empty();
        }
        return OptionalLong.of(leftOut.getAndSet(0));
    }
}
