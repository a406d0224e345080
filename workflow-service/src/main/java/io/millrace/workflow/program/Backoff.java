package io.millrace.workflow.program;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the pause before a retry grows. */
public sealed interface Backoff {

    /** The pause is always the delay. */
    record Constant() implements Backoff {}

    /**
     * Before the n-th retry the pause is delay + (n - 1) x increment.
     *
     * @param increment the delay itself when absent, which makes it delay x n
     */
    record Linear(@Nullable Duration increment) implements Backoff {}

    /**
     * Before the n-th retry the pause is delay x factor^(n - 1).
     *
     * @param factor at least 1; 2 unless the definition says otherwise
     * @param maxDelay the longest pause; none = no limit
     */
    record Exponential(double factor, @Nullable Duration maxDelay) implements Backoff {}
}
