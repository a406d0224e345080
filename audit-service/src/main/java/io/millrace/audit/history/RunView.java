package io.millrace.audit.history;

import io.millrace.records.Problem;
import io.millrace.schemas.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as callers read it.
 *
 * @param run the run
 * @param workflow name of its workflow
 * @param version version of its workflow
 * @param status see {@link RunStatus}
 * @param startedAt when it started
 * @param endedAt when it ended; null while it has not
 * @param input JSON text; null when the record that held it is beyond retention
 * @param output JSON text; null unless it completed
 * @param error why it faulted
 * @param usage what it used
 */
public record RunView(
        RunId run,
        @Nullable String workflow,
        @Nullable String version,
        String status,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String input,
        @Nullable String output,
        @Nullable Problem error,
        RunUsage usage) {}
