package io.millrace.audit.history;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds the audit records of one run, in the order of the log, into history items. It remembers only the attempts that
 * are still at work, so a run may take millions of steps. Records may be missing in front: then items begin with what
 * the first record about them says.
 */
public final class HistoryFold {
    private final Map<Integer, HistoryItem> open = new TreeMap<>();
    private int items;

    /** Begins with the first record of a run. */
    public HistoryFold() {}

    /**
     * Takes the next record.
     *
     * @return the items that it began, changed or ended, in the order in which they began, each as it stands after the
     *     record
     */
    public Collection<HistoryItem> apply(AuditRecord audit) {
        if (audit.getOutcome() == Outcome.REJECTED) {
            return List.of();
        }
        Changes changes = new Changes(audit.getTime());
        for (AuditEvent event : audit.getEvents()) {
            changes.take(event);
        }
        return changes.byIndex.values();
    }

    private final class Changes {
        private final Instant now;
        private final Map<Integer, HistoryItem> byIndex = new TreeMap<>();

        Changes(Instant now) {
            this.now = now;
        }

        void take(AuditEvent event) {
            switch (event.getType()) {
                case EventTypes.RUN_COMPLETED, EventTypes.RUN_FAULTED, EventTypes.RUN_CANCELLED -> cutOff();
                case EventTypes.TASK_STARTED -> start(event);
                case EventTypes.TASK_COMPLETED -> end(event, HistoryItem.COMPLETED);
                case EventTypes.TASK_SKIPPED -> end(event, HistoryItem.SKIPPED);
                case EventTypes.TASK_FAULTED -> end(event, HistoryItem.FAULTED);
                case EventTypes.TASK_CANCELLED -> end(event, HistoryItem.CANCELLED);
                default -> {
                    // Steps, timers, retries, emitted events and facts of later versions begin or end no task.
                }
            }
        }

        private void start(AuditEvent event) {
            if (event.getPosition() != null) {
                put(opened(event, now).describedBy(event));
            }
        }

        private void end(AuditEvent event, String status) {
            HistoryItem begun = event.getPosition() == null ? null : open.get(event.getPosition());
            if (begun == null) {
                begun = opened(event, status.equals(HistoryItem.SKIPPED) ? now : null);
            }
            put(begun.describedBy(event).ended(status, now));
        }

        private void cutOff() {
            for (HistoryItem item : List.copyOf(open.values())) {
                put(item.ended(HistoryItem.CANCELLED, now));
            }
        }

        private HistoryItem opened(AuditEvent event, @Nullable Instant at) {
            int position = event.getPosition() == null ? 0 : event.getPosition();
            int attempt = event.getAttempt() == null ? 1 : event.getAttempt();
            return HistoryItem.opened(items++, position, attempt, at);
        }

        private void put(HistoryItem item) {
            byIndex.put(item.index(), item);
            if (item.endedAt() == null) {
                open.put(item.position(), item);
            } else {
                open.remove(item.position());
            }
        }
    }
}
