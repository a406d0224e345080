package io.millrace.audit.history;

import io.millrace.records.AuditEvent;
import io.millrace.records.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One activation of one task of a run; a task that is tried again begins a new one.
 *
 * @param index place in the history, from 0, in the order in which the tasks began
 * @param position number of the task's activation within the run, from 1; 0 for one that was skipped
 * @param task name of the task, when a record named it
 * @param pointer JSON pointer of the task in its definition, when a record named it
 * @param iteration indices of the enclosing loops, outermost first, joined by a slash
 * @param attempt of the innermost try around it, from 1
 * @param status running, completed, faulted, skipped or cancelled
 * @param startedAt when it began; null when the record that said so is gone
 * @param endedAt when it ended; null while it runs
 * @param input JSON text
 * @param output JSON text
 * @param error why it failed
 * @param detail what is particular about it, as JSON text: {@code {run, status}} of a run that it started,
 *     {@code {callback, actor}} of somebody outside, {@code {compensation: true}} when it undoes the task
 */
public record HistoryItem(
        int index,
        int position,
        @Nullable String task,
        @Nullable String pointer,
        @Nullable String iteration,
        int attempt,
        String status,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String input,
        @Nullable String output,
        @Nullable Problem error,
        @Nullable String detail) {
    static final String RUNNING = "running";
    static final String COMPLETED = "completed";
    static final String FAULTED = "faulted";
    static final String SKIPPED = "skipped";
    static final String CANCELLED = "cancelled";

    static HistoryItem opened(int index, int position, @Nullable String iteration, int attempt, @Nullable Instant at) {
        return new HistoryItem(
                index, position, null, null, iteration, attempt, RUNNING, at, null, null, null, null, null);
    }

    /** The item with what an event says about it; what the event leaves out stays. */
    HistoryItem describedBy(AuditEvent event) {
        return new HistoryItem(
                index,
                position,
                event.getTask() == null ? task : event.getTask(),
                event.getPointer() == null ? pointer : event.getPointer(),
                iteration,
                attempt,
                status,
                startedAt,
                endedAt,
                event.getInput() == null ? input : event.getInput(),
                event.getOutput() == null ? output : event.getOutput(),
                event.getError() == null ? error : event.getError(),
                detail);
    }

    HistoryItem ended(String as, Instant at) {
        return new HistoryItem(
                index, position, task, pointer, iteration, attempt, as, startedAt, at, input, output, error, detail);
    }

    HistoryItem detailed(@Nullable String said) {
        return new HistoryItem(
                index,
                position,
                task,
                pointer,
                iteration,
                attempt,
                status,
                startedAt,
                endedAt,
                input,
                output,
                error,
                said == null ? detail : said);
    }
}
