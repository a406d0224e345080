package io.millrace.executor.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The one thread on which everything of a dispatcher happens, and its clock. */
public interface DispatchLoop extends Executor {
    /** The time of day, to compare deadlines with. */
    Instant now();

    /** Nanoseconds since some moment, to measure durations with. */
    long nanoTime();

    /**
     * Runs something later on this thread.
     *
     * @return cancels it when it has not run yet
     */
    Runnable after(Duration delay, Runnable action);
}
