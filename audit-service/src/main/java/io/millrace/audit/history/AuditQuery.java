package io.millrace.audit.history;

import io.millrace.schemas.RunId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which audit records of a tenant are wanted; null means any.
 *
 * @param from at or after
 * @param to before
 * @param actor who did it
 * @param kind for example workflow.published
 * @param run the run it is about
 * @param limit at most so many, from 1
 * @param after the entry behind which to go on
 */
public record AuditQuery(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String kind,
        @Nullable RunId run,
        int limit,
        @Nullable After after) {

    /**
     * The last entry of the page before.
     *
     * @param time of its record
     * @param place of the entry, see {@link io.millrace.audit.intake.LogPlace}
     */
    public record After(Instant time, long place) {}
}
