package io.millrace.audit.history;

import io.millrace.schemas.RunId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which runs of a tenant are wanted; null means any.
 *
 * @param workflow name of the workflow
 * @param statuses where the run may stand; empty means anywhere
 * @param from started at or after
 * @param to started before
 * @param words found in run id, workflow, correlation id, the beginning of the input, or the error; any case
 * @param brief whether inputs, outputs and errors are left out
 * @param limit at most so many, from 1
 * @param after the run behind which to go on: when it started and its id
 */
public record RunQuery(
        @Nullable String workflow,
        Set<RunStatus> statuses,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String words,
        boolean brief,
        int limit,
        @Nullable After after) {
    /** Keeps the set as it is. */
    public RunQuery {
        statuses = Set.copyOf(statuses);
    }

    /**
     * The last run of the page before.
     *
     * @param startedAt when it started
     * @param run its id
     */
    public record After(Instant startedAt, RunId run) {}
}
