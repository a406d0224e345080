package io.millrace.audit.history;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
        /** What ended in this record, because a retry of it is told behind its fault. */
        private final Map<Integer, HistoryItem> ended = new HashMap<>();

        Changes(Instant now) {
            this.now = now;
        }

        void take(AuditEvent event) {
            Integer position = event.getPosition();
            switch (event.getType()) {
                case EventTypes.RUN_COMPLETED, EventTypes.RUN_FAULTED, EventTypes.RUN_CANCELLED -> cutOff();
                case EventTypes.TASK_STARTED -> start(position, event);
                case EventTypes.STEP_SCHEDULED -> schedule(position, event);
                case EventTypes.TASK_COMPLETED -> end(position, event, HistoryItem.COMPLETED);
                case EventTypes.TASK_SKIPPED -> end(position, event, HistoryItem.SKIPPED);
                case EventTypes.TASK_FAULTED -> end(position, event, HistoryItem.FAULTED);
                case EventTypes.TASK_RETRIED -> retry(position, event);
                default -> {
                    // Timers, emitted events and facts of later versions belong to no item.
                }
            }
        }

        private void start(@Nullable Integer position, AuditEvent event) {
            if (position == null) {
                return;
            }
            HistoryItem before = open.get(position);
            int attempt = attemptOf(event, before == null ? 1 : before.attempt());
            if (before != null && before.attempt() != attempt) {
                put(before.ended(HistoryItem.RETRIED, now));
                before = null;
            }
            HistoryItem begun = before == null ? HistoryItem.opened(items++, position, attempt, now) : before;
            put(begun.describedBy(event));
        }

        private void schedule(@Nullable Integer position, AuditEvent event) {
            HistoryItem item = position == null ? null : open.get(position);
            if (item != null && attemptOf(event, item.attempt()) > item.attempt()) {
                put(item.ended(HistoryItem.RETRIED, now));
                put(item.again(items++, attemptOf(event, item.attempt()), now));
            }
        }

        private void retry(@Nullable Integer position, AuditEvent event) {
            if (position == null) {
                return;
            }
            HistoryItem failed = open.containsKey(position) ? open.get(position) : ended.get(position);
            if (failed != null) {
                put(failed.describedBy(event).ended(HistoryItem.RETRIED, now));
                put(failed.again(items++, Math.max(attemptOf(event, 1), failed.attempt() + 1), now));
            }
        }

        private void end(@Nullable Integer position, AuditEvent event, String status) {
            if (position == null) {
                return;
            }
            HistoryItem begun = open.get(position);
            if (begun == null) {
                boolean skipped = status.equals(HistoryItem.SKIPPED);
                begun = HistoryItem.opened(items++, position, attemptOf(event, 1), skipped ? now : null);
            }
            put(begun.describedBy(event).ended(status, now));
        }

        private void cutOff() {
            for (HistoryItem item : new ArrayList<>(open.values())) {
                put(item.ended(HistoryItem.CANCELLED, now));
            }
        }

        private void put(HistoryItem item) {
            byIndex.put(item.index(), item);
            if (item.status().equals(HistoryItem.RUNNING)) {
                open.put(item.position(), item);
            } else {
                open.remove(item.position());
                ended.put(item.position(), item);
            }
        }

        private static int attemptOf(AuditEvent event, int otherwise) {
            return event.getAttempt() == null ? otherwise : event.getAttempt();
        }
    }
}
