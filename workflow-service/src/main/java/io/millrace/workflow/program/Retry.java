package io.millrace.workflow.program;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * When and how often the body of a try runs again, from its first task and with the try's input.
 *
 * @param when evaluated like {@link Catch#when()}; an error it does not hold for is not retried
 * @param delay base of the pause before a retry, see {@link Durations}; none = at once
 * @param maxRetries retries after the first attempt, at least 0; empty = no limit of their number
 * @param attemptDuration longest time of one attempt; longer is {@link StandardErrors#TIMEOUT}
 * @param totalDuration no retry starts later than this after the first attempt began
 * @param jitter added to every pause
 */
public record Retry(
        @Nullable Expression when,
        @Nullable Expression exceptWhen,
        @Nullable Expression delay,
        Backoff backoff,
        OptionalInt maxRetries,
        @Nullable Expression attemptDuration,
        @Nullable Expression totalDuration,
        @Nullable Jitter jitter) {}
