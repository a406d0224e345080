package io.millrace.audit.history;

import java.time.Instant;

/**
 * How many runs of a workflow started in a stretch of time, and what became of them until now.
 *
 * @param workflow name of the workflow
 * @param at when the stretch begins
 * @param started all of them: the sum of the others
 * @param completed ended with an output
 * @param faulted ended by an error that nothing caught
 * @param cancelled ended by a command
 * @param open have not ended
 */
public record RunCount(
        String workflow, Instant at, long started, long completed, long faulted, long cancelled, long open) {}
