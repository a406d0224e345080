package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What every task has, whatever it does.
 *
 * @param id its index in {@link Program#tasks()}
 * @param name unique within its list
 * @param pointer JSON pointer of the task in the definition, such as {@code /do/0/fetch}: the {@code instance} of the
 *     errors it raises. Loops and retries do not show in it
 * @param condition {@code if}, evaluated on the raw input; the task is skipped unless the result is true by jq's
 *     reckoning (neither null nor false)
 * @param timeout evaluates to a duration, see {@link Durations}
 * @param then {@link Transition.Continue} unless the definition says otherwise; it applies to a skipped task too
 * @param compensation what undoes the task when the run faults or is cancelled after it; it finds what to undo in
 *     {@code $compensated}
 * @param definition the task as it was written, for {@code $task.definition}; never changed
 */
public record TaskHeader(
        int id,
        String name,
        String pointer,
        @Nullable Expression condition,
        DataFlow flow,
        @Nullable Expression timeout,
        Transition then,
        @Nullable TaskList compensation,
        JsonNode definition) {

    /** The same task with another {@code input.from}. */
    public TaskHeader fed(Expression inputFrom) {
        DataFlow fed = new DataFlow(
                flow.inputShape(), inputFrom, flow.outputAs(), flow.outputShape(), flow.exportAs(), flow.exportShape());
        return new TaskHeader(id, name, pointer, condition, fed, timeout, then, compensation, definition);
    }
}
