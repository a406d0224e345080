package io.millrace.workflow.program;

import java.time.Instant;
import java.util.Optional;

/** Moments that come again and again, at least a second apart. The same question always has the same answer. */
@FunctionalInterface
public interface Rhythm {

    /**
     * The first moment after another one, in whole milliseconds.
     *
     * @return empty when none comes any more
     */
    Optional<Instant> next(Instant after);
}
