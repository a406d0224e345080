package io.millrace.audit.history;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.time.Instant;
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
    private static final String UNDOES = "{\"compensation\":true}";

    private final Map<Integer, HistoryItem> open = new TreeMap<>();
    private final Map<Integer, Integer> turns = new HashMap<>();
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
                case EventTypes.TASK_STARTED, EventTypes.ITEM_STARTED -> start(event, null);
                case EventTypes.COMPENSATION_STARTED -> start(event, UNDOES);
                case EventTypes.ITERATION_STARTED -> turn(event);
                case EventTypes.EVENT_WORK_STARTED -> nextTurn(event);
                case EventTypes.CHILD_STARTED,
                        EventTypes.RUN_DETACHED,
                        EventTypes.CHILD_ENDED,
                        EventTypes.CALLBACK_OPENED,
                        EventTypes.HEARTBEAT_RECEIVED,
                        EventTypes.CALLBACK_RECEIVED -> detail(event);
                case EventTypes.ITEM_ENDED, EventTypes.COMPENSATION_ENDED -> endQuietly(event);
                case EventTypes.TASK_COMPLETED -> end(event, HistoryItem.COMPLETED);
                case EventTypes.TASK_SKIPPED -> end(event, HistoryItem.SKIPPED);
                case EventTypes.TASK_FAULTED -> end(event, HistoryItem.FAULTED);
                case EventTypes.TASK_CANCELLED -> end(event, HistoryItem.CANCELLED);
                default -> {
                    // Steps, timers, retries, emitted events and facts of later versions begin or end no task.
                }
            }
        }

        private void start(AuditEvent event, @Nullable String detail) {
            if (event.getPosition() != null) {
                put(opened(event, now).describedBy(event).detailed(detail));
            }
        }

        private void turn(AuditEvent event) {
            String index = event.getIteration();
            if (event.getPosition() != null && index != null) {
                turns.put(event.getPosition(), Integer.valueOf(index));
            }
        }

        private void nextTurn(AuditEvent event) {
            if (event.getPosition() != null) {
                turns.merge(event.getPosition(), 0, (before, first) -> before + 1);
            }
        }

        private void detail(AuditEvent event) {
            HistoryItem item = event.getPosition() == null ? null : open.get(event.getPosition());
            if (item != null) {
                put(item.detailed(event.getDetail()));
            }
        }

        /** An item of a loop that failed and is tolerated says so in its detail; a compensation in its error. */
        private void endQuietly(AuditEvent event) {
            boolean failed = event.getError() != null || event.getDetail() != null;
            end(event, failed ? HistoryItem.FAULTED : HistoryItem.COMPLETED);
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
            return HistoryItem.opened(items++, position, iteration(event), attempt, at);
        }

        /** Where the loops around a task stand; of an item of a parallel loop, its own index comes last. */
        private @Nullable String iteration(AuditEvent event) {
            Integer parent = event.getParent();
            HistoryItem around = parent == null ? null : open.get(parent);
            String outer = around == null ? null : around.iteration();
            String own = event.getIteration();
            if (own == null && parent != null && turns.containsKey(parent)) {
                own = String.valueOf(turns.get(parent));
            }
            return outer == null ? own : own == null ? outer : outer + "/" + own;
        }

        private void put(HistoryItem item) {
            byIndex.put(item.index(), item);
            if (item.endedAt() == null) {
                open.put(item.position(), item);
            } else {
                open.remove(item.position());
                turns.remove(item.position());
            }
        }
    }
}
