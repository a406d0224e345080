package io.millrace.audit.history;

import io.millrace.schemas.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one batch changes in the row of one run.
 *
 * @param tenant owner
 * @param run the run
 * @param workflow name of its workflow, when a record named it
 * @param version version of its workflow, when a record named it
 * @param status where it stands afterwards; null when the batch only holds refused inputs
 * @param lastInput offset in run-inputs of the last accepted input, -1 when there is none
 * @param firstSeen time of the first record of the batch about the run
 * @param startedAt when it started, if it did in this batch
 * @param startedPlace place of the entry that holds its input, if it started in this batch
 * @param endedAt when it ended; null unless {@code status} is an end
 * @param endedPlace place of the entry that holds its output or error, likewise
 * @param usage to be added to what the row holds
 * @param words lower-case text to be added to what the run is found by; empty when there is none
 */
public record RunChange(
        String tenant,
        RunId run,
        @Nullable String workflow,
        @Nullable String version,
        @Nullable String status,
        long lastInput,
        Instant firstSeen,
        @Nullable Instant startedAt,
        @Nullable Long startedPlace,
        @Nullable Instant endedAt,
        @Nullable Long endedPlace,
        RunUsage usage,
        String words) {

    /** Whether the run began in this batch, so that there is no row yet. */
    public boolean starts() {
        return startedAt != null;
    }
}
