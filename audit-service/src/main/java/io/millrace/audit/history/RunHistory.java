package io.millrace.audit.history;

import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Span;
import io.millrace.schemas.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what is known about runs. Nothing of another tenant is ever found. Calls block. */
public interface RunHistory {
    /** One run. */
    Optional<RunView> run(String tenant, RunId run);

    /** Whether the tenant has the run; cheaper than reading it. */
    boolean exists(String tenant, RunId run);

    /** Runs, the latest first; a page is cut short when inputs and outputs are large. */
    Page<RunView> runs(String tenant, RunQuery query);

    /**
     * Counts runs by the time they started, the earliest first; where and when none started, nothing is said.
     *
     * @param limit at most so many counts
     */
    List<RunCount> counts(String tenant, StatisticsQuery query, int limit);

    /**
     * Entries about the inputs of a run, in the order of the inputs.
     *
     * @param behind offset in run-inputs behind which to begin, or -1
     * @param limit at most so many
     */
    List<AuditEntry> entriesOf(String tenant, RunId run, long behind, int limit);

    /** Entries of a tenant, the latest first; a page is cut short when records are large. */
    Page<AuditEntry> entries(String tenant, AuditQuery query);

    /**
     * Entries of a tenant in one partition, in the order of the log.
     *
     * @param within the stretch to look at
     * @param limit at most so many
     */
    List<AuditEntry> entriesOf(String tenant, int partition, Span within, int limit);

    /** The offset behind the last applied entry, by partition of the audit topic. */
    Map<Integer, Long> positions();

    /** Last offset of a partition of run-inputs whose effect can be read; empty when none can. */
    OptionalLong inputApplied(int partition);
}
