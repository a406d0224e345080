package io.millrace.workflow.schedule;

import io.millrace.workflow.program.Rhythm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The same time again and again, counted from one moment, so that delays do not add up. */
record Every(Instant from, Duration period) implements Rhythm {

    @Override
    public Optional<Instant> next(Instant after) {
        long periods = Math.floorDiv(Duration.between(from, after).toMillis(), period.toMillis()) + 1;
        return Optional.of(from.plusMillis(Math.multiplyExact(periods, period.toMillis())));
    }
}
