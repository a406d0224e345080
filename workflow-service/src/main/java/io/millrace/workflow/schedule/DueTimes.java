package io.millrace.workflow.schedule;

import io.millrace.workflow.program.Missed;
import io.millrace.workflow.program.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the due times that have come. Those that are at most {@link #TOLERANCE} late count, always.
 * Of the others, the missed ones, those count that the definition wants made up for.
 *
 * @param count those that start a run, in order
 * @param missedFrom the first one that does not count; null when all count
 * @param missedUntil the first moment after those that do not count
 * @param next the next one to wait for; null when none comes any more
 */
record DueTimes(
        List<Instant> count,
        @Nullable Instant missedFrom,
        @Nullable Instant missedUntil,
        @Nullable Instant next) {

    /** How late a due time may be acted on without being missed. */
    static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** How many runs one input may start: others in the partition get their turn before more are started. */
    static final int PORTION = 100;

    /**
     * @param first the due time whose timer fired
     * @param now not before it
     */
    static DueTimes of(Rhythm rhythm, Instant first, Instant now, Missed missed) {
        return switch (missed) {
            case Missed.All _ -> all(rhythm, first, now);
            case Missed.Latest(int most) -> latest(rhythm, first, now, most);
        };
    }

    private static DueTimes all(Rhythm rhythm, Instant first, Instant now) {
        List<Instant> count = new ArrayList<>();
        Instant due = first;
        while (due != null && !due.isAfter(now) && count.size() < PORTION) {
            count.add(due);
            due = rhythm.next(due).orElse(null);
        }
        return new DueTimes(count, null, null, due);
    }

    private static DueTimes latest(Rhythm rhythm, Instant first, Instant now, int most) {
        Instant tolerated = now.minus(TOLERANCE);
        List<Instant> count = new ArrayList<>();
        Instant end = tolerated;
        while (count.size() < most && first.isBefore(end)) {
            end = lastBefore(rhythm, first, end);
            count.addFirst(end);
        }
        boolean someMissed = first.isBefore(end);
        Instant due = first.isBefore(tolerated)
                ? rhythm.next(tolerated.minusMillis(1)).orElse(null)
                : first;
        while (due != null && !due.isAfter(now)) {
            count.add(due);
            due = rhythm.next(due).orElse(null);
        }
        return new DueTimes(count, someMissed ? first : null, someMissed ? end : null, due);
    }

    /** Found by halving, because an outage may have lasted for millions of due times. */
    private static Instant lastBefore(Rhythm rhythm, Instant known, Instant end) {
        Instant last = known;
        Instant none = end;
        while (true) {
            Optional<Instant> next = before(rhythm, last, none);
            if (next.isEmpty()) {
                return last;
            }
            last = next.get();
            Instant middle = last.plus(Duration.between(last, none).dividedBy(2));
            Optional<Instant> later = before(rhythm, middle, none);
            if (later.isPresent()) {
                last = later.get();
            } else {
                none = middle.plusMillis(1);
            }
        }
    }

    private static Optional<Instant> before(Rhythm rhythm, Instant after, Instant end) {
        return rhythm.next(after).filter(end::isAfter);
    }
}
