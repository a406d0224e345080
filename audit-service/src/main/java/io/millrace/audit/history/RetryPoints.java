package io.millrace.audit.history;

import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Folds the audit records of one run, in the order of the log, into the places at which it can be retried from a task:
 * what had come into the task when it last began, and {@code $context} as it was then. A task inside a loop, a fork or a
 * listen stands for the outermost of these, because that is what a retry begins with.
 */
public final class RetryPoints {
    private final String wanted;
    private final Map<Integer, Begun> open = new HashMap<>();
    private final Set<Integer> wholes = new HashSet<>();
    private final Map<String, Point> points = new LinkedHashMap<>();
    private String context = "{}";
    private @Nullable String failed;

    /**
     * Begins with the first record of a run.
     *
     * @param wanted name or JSON pointer of the task
     */
    public RetryPoints(String wanted) {
        this.wanted = wanted;
    }

    /**
     * A task that can be begun with.
     *
     * @param pointer JSON pointer of the task
     * @param failed whether it raised the error that ended the run
     * @param input raw input as JSON text, when the records told it
     * @param context {@code $context} as JSON text
     */
    public record Point(
            String pointer, boolean failed, @Nullable String input, String context) {}

    private record Begun(
            String pointer,
            @Nullable Integer parent,
            @Nullable String input,
            String context) {}

    /** Takes the next record. */
    public void apply(AuditRecord audit) {
        if (audit.getOutcome() == Outcome.ACCEPTED) {
            audit.getEvents().forEach(this::take);
        }
    }

    /** The tasks that fit, each as it began last. */
    public Collection<Point> points() {
        return List.copyOf(points.values().stream()
                .map(point ->
                        new Point(point.pointer(), point.pointer().equals(failed), point.input(), point.context()))
                .toList());
    }

    private void take(AuditEvent event) {
        Integer position = event.getPosition();
        switch (event.getType()) {
            case EventTypes.CONTEXT_REPLACED -> {
                if (position == null) {
                    replace(event.getOutput());
                }
            }
            case EventTypes.RUN_RETRIED -> {
                replace(event.getOutput());
                failed = null;
                open.clear();
                wholes.clear();
            }
            case EventTypes.TASK_STARTED, EventTypes.ITEM_STARTED, EventTypes.COMPENSATION_STARTED -> {
                if (position != null) {
                    begin(position, event);
                }
            }
            case EventTypes.ITERATION_STARTED,
                    EventTypes.SPREAD_STARTED,
                    EventTypes.FORK_STARTED,
                    EventTypes.LISTEN_STARTED,
                    EventTypes.SUBSCRIPTION_STARTED -> {
                if (position != null) {
                    wholes.add(position);
                }
            }
            case EventTypes.TASK_FAULTED -> {
                Begun begun = position == null ? null : open.get(position);
                if (failed == null && begun != null) {
                    failed = outermostWhole(begun).pointer();
                }
                end(position);
            }
            case EventTypes.FAULT_CAUGHT, EventTypes.TASK_RETRIED -> failed = null;
            case EventTypes.ITEM_ENDED -> {
                failed = null;
                end(position);
            }
            case EventTypes.TASK_COMPLETED, EventTypes.TASK_CANCELLED, EventTypes.COMPENSATION_ENDED -> end(position);
            default -> {
                // Says nothing about where a retry could begin.
            }
        }
    }

    private void replace(@Nullable String now) {
        context = now == null ? context : now;
    }

    private void begin(int position, AuditEvent event) {
        String input = event.getRawInput() == null ? event.getInput() : event.getRawInput();
        String pointer = event.getPointer();
        Begun begun = new Begun(pointer == null ? "" : pointer, event.getParent(), input, context);
        open.put(position, begun);
        if (wanted.equals(event.getTask()) || wanted.equals(pointer)) {
            Begun start = outermostWhole(begun);
            points.put(start.pointer(), new Point(start.pointer(), false, start.input(), start.context()));
        }
    }

    private Begun outermostWhole(Begun task) {
        Begun found = task;
        Integer parent = task.parent();
        while (parent != null) {
            Begun around = open.get(parent);
            if (around == null) {
                break;
            }
            found = wholes.contains(parent) ? around : found;
            parent = around.parent();
        }
        return found;
    }

    private void end(@Nullable Integer position) {
        if (position != null) {
            open.remove(position);
            wholes.remove(position);
        }
    }
}
