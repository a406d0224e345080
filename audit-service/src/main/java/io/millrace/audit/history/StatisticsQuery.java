package io.millrace.audit.history;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a tenant are counted, and how they are divided.
 *
 * @param workflow name of the workflow, or null for all of them
 * @param from started at or after
 * @param to started before
 * @param step length of one stretch of time; the first begins at {@code from}, the last may be shorter
 */
public record StatisticsQuery(@Nullable String workflow, Instant from, Instant to, Duration step) {
    /** Stretches of time at most. */
    public static final int MOST_STEPS = 200;
    /** Counts of one answer at most. */
    public static final int MOST_ITEMS = 10_000;
    /** The time that is counted when nobody says. */
    public static final Duration USUAL_TIME = Duration.ofHours(24);
    /** The length of a stretch when nobody says. */
    public static final Duration USUAL_STEP = Duration.ofHours(1);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST_STEP = Duration.ofDays(366);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException when they do not; the message says what to change
     */
    public StatisticsQuery {
        if (from.isBefore(EARLIEST) || to.isAfter(LATEST)) {
            throw new IllegalArgumentException("from and to must be between " + EARLIEST + " and " + LATEST + ".");
        }
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("from is " + from + " but must be before to, which is " + to + ".");
        }
        if (step.compareTo(MINUTE) < 0
                || step.compareTo(LONGEST_STEP) > 0
                || !step.equals(MINUTE.multipliedBy(step.toMinutes()))) {
            throw new IllegalArgumentException("step is " + step + " but must be whole minutes, such as PT15M, from "
                    + MINUTE + " to " + LONGEST_STEP + ".");
        }
        if (Duration.between(from, to).compareTo(step.multipliedBy(MOST_STEPS)) > 0) {
            throw new IllegalArgumentException("From " + from + " to " + to + " are more than " + MOST_STEPS
                    + " steps of " + step + ": ask for less time or a longer step.");
        }
    }

    /**
     * A query of which parts may be missing: without an end it ends now, without a beginning it begins a day earlier, at a
     * whole step.
     *
     * @throws IllegalArgumentException as the constructor does
     */
    public static StatisticsQuery of(
            @Nullable String workflow,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Duration step,
            Instant now) {
        Duration length = step == null ? USUAL_STEP : step;
        Instant end = to == null ? now : to;
        Instant beginning = from == null ? whole(end.minus(USUAL_TIME), length) : from;
        return new StatisticsQuery(workflow, beginning, end, length);
    }

    private static Instant whole(Instant time, Duration step) {
        long seconds = step.toSeconds();
        return seconds <= 0 ? time : Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
