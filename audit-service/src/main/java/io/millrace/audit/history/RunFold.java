package io.millrace.audit.history;

import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.schemas.RunId;
import io.millrace.schemas.blobs.Claim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds the entries of a batch into one change per run, so that a run's row is touched once however much happened. */
public final class RunFold {
    /** How much of a run's input it is found by, in characters. */
    static final int SEARCHED_INPUT = 400;

    private static final int SEARCHED_ERROR = 200;

    private record Key(String tenant, String run) {}

    private RunFold() {}

    /**
     * The changes that follow from these entries.
     *
     * @param entries in the order of the log within each partition; what is not about a run, or about one that never
     *     existed, changes nothing
     */
    public static List<RunChange> fold(List<AuditEntry> entries) {
        Map<Key, Folding> runs = new LinkedHashMap<>();
        for (AuditEntry entry : entries) {
            AuditRecord audit = entry.audit();
            if (audit.getRunId() != null && audit.getStatus() != null) {
                runs.computeIfAbsent(new Key(audit.getTenant(), audit.getRunId()), key -> new Folding(audit))
                        .add(entry);
            }
        }
        List<RunChange> changes = new ArrayList<>(runs.size());
        runs.values().forEach(folding -> changes.add(folding.change()));
        return changes;
    }

    private static final class Folding {
        private final String tenant;
        private final String run;
        private final Instant firstSeen;
        private final StringBuilder words = new StringBuilder();
        private @Nullable String workflow;
        private @Nullable String version;
        private @Nullable String status;
        private long lastInput = -1;
        private @Nullable Instant startedAt;
        private @Nullable Long startedPlace;
        private @Nullable Instant endedAt;
        private @Nullable Long endedPlace;
        private RunUsage usage = RunUsage.NONE;

        Folding(AuditRecord first) {
            tenant = first.getTenant();
            run = String.valueOf(first.getRunId());
            firstSeen = first.getTime();
        }

        void add(AuditEntry entry) {
            AuditRecord audit = entry.audit();
            workflow = audit.getWorkflow() == null ? workflow : audit.getWorkflow();
            // A run that is retried may go on with another version; a refused input says nothing about that.
            boolean says = audit.getVersion() != null && (version == null || audit.getOutcome() == Outcome.ACCEPTED);
            version = says ? audit.getVersion() : version;
            usage = usage.plus(audit.getUsage());
            if (audit.getOutcome() == Outcome.ACCEPTED) {
                move(entry);
            }
        }

        private void move(AuditEntry entry) {
            AuditRecord audit = entry.audit();
            status = audit.getStatus();
            lastInput = audit.getPosition() == null
                    ? lastInput
                    : audit.getPosition().getOffset();
            if (!RunStatus.isEnd(status)) {
                endedAt = null;
                endedPlace = null;
            } else if (endedAt == null) {
                endedAt = audit.getTime();
                endedPlace = entry.packedPlace();
            }
            for (AuditEvent event : audit.getEvents()) {
                if (event.getType().equals(EventTypes.RUN_STARTED)) {
                    startedAt = audit.getTime();
                    startedPlace = entry.packedPlace();
                    find(run);
                    find(audit.getWorkflow());
                    find(audit.getCorrelationId());
                    find(head(event.getInput(), SEARCHED_INPUT));
                } else if (event.getType().equals(EventTypes.RUN_FAULTED) && event.getError() != null) {
                    find(head(event.getError().getType(), SEARCHED_ERROR));
                    find(head(event.getError().getDetail(), SEARCHED_ERROR));
                }
            }
        }

        private void find(@Nullable String text) {
            if (text != null) {
                words.append(text.toLowerCase(Locale.ROOT)).append(' ');
            }
        }

        private static @Nullable String head(@Nullable String text, int longest) {
            if (text == null || Claim.stands(text)) {
                return null;
            }
            return text.length() <= longest ? text : text.substring(0, longest);
        }

        RunChange change() {
            return new RunChange(
                    tenant,
                    RunId.parse(run),
                    workflow,
                    version,
                    status,
                    lastInput,
                    firstSeen,
                    startedAt,
                    startedPlace,
                    endedAt,
                    endedPlace,
                    usage,
                    words.toString());
        }
    }
}
