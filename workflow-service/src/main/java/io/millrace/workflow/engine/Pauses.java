package io.millrace.workflow.engine;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Backoff;
import java.time.Duration;

/** How long a try pauses before its next attempt (language.md, decision 6). */
final class Pauses {
    /** No pause is longer: a retry in more than a year is a mistake of the definition. */
    static final Duration LONGEST = Duration.ofDays(366);

    private Pauses() {}

    /**
     * The pause before the n-th retry, without jitter.
     *
     * @param retry n, from 1
     */
    static Duration before(int retry, Duration delay, Backoff backoff) {
        return switch (backoff) {
            case Backoff.Constant() -> delay;
            case Backoff.Linear(Duration increment) ->
                capped(delay.toMillis() + (double) (retry - 1) * (increment == null ? delay : increment).toMillis());
            case Backoff.Exponential(double factor, Duration maxDelay) -> {
                Duration grown = capped(delay.toMillis() * Math.pow(factor, retry - 1.0));
                yield maxDelay != null && grown.compareTo(maxDelay) > 0 ? maxDelay : grown;
            }
        };
    }

    /** A moment between two durations that is always the same for the same attempt of the same task of the same run. */
    static Duration jitter(RunId run, int position, int attempt, Duration from, Duration to) {
        long seed = run.low() ^ (long) position << 32 ^ attempt;
        long mixed = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        double fraction = ((mixed ^ mixed >>> 31) >>> 11) * 0x1.0p-53;
        return from.plusMillis((long) (fraction * Math.max(0, to.toMillis() - from.toMillis())));
    }

    private static Duration capped(double millis) {
        return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
    }
}
