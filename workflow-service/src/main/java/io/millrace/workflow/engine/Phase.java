package io.millrace.workflow.engine;

import java.time.Instant;

/** What an activation is doing; each phase holds only what exists in it. */
public sealed interface Phase {
    /** A list of tasks runs inside, or the task has only just begun. */
    record Entered() implements Phase {}

    /** An executor performs its step. */
    record Performing() implements Phase {}

    /** Time passes. */
    record Sleeping() implements Phase {}

    /**
     * The list of a try runs.
     *
     * @param attempt from 1
     * @param firstAt when the first attempt began
     */
    record Trying(int attempt, Instant firstAt) implements Phase {}

    /**
     * A try pauses before its next attempt.
     *
     * @param failed attempts that failed, from 1
     * @param firstAt when the first attempt began
     */
    record Pausing(int failed, Instant firstAt) implements Phase {}

    /**
     * The list of a catch runs.
     *
     * @param fault the error that was caught
     */
    record Catching(Fault fault) implements Phase {}
}
