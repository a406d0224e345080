package io.millrace.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** How late something was, by this machine's clock. */
final class Lateness {
    private static final long LONGEST_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Histogram millis = new ConcurrentHistogram(LONGEST_MILLIS, 3);

    /** Counts something that is seen now and was due at a moment. */
    void of(Instant dueAt) {
        long late = System.currentTimeMillis() - dueAt.toEpochMilli();
        millis.recordValue(Math.clamp(late, 0, LONGEST_MILLIS));
    }

    /** How late the given share was at most, in milliseconds; 0 when nothing was counted. */
    double millisAt(double percentile) {
        return millis.getValueAtPercentile(percentile);
    }

    /** How many were counted. */
    long count() {
        return millis.getTotalCount();
    }
}
