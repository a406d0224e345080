package io.millrace.workflow.program;

import org.jspecify.annotations.Nullable;

/**
 * What happens to data on its way into and out of a task, or of the whole workflow. In this order: the raw input must
 * fit {@code inputShape}, {@code inputFrom} transforms it, the task runs, {@code outputAs} transforms the raw output, the
 * result must fit {@code outputShape}, {@code exportAs} is computed from it, must fit {@code exportShape} and
 * replaces {@code $context}.
 *
 * @param inputShape for the raw input; a violation is {@link StandardErrors#VALIDATION}
 * @param outputShape for the transformed output
 * @param exportAs always absent for a workflow, as is {@code exportShape}
 */
public record DataFlow(
        @Nullable Shape inputShape,
        @Nullable Expression inputFrom,
        @Nullable Expression outputAs,
        @Nullable Shape outputShape,
        @Nullable Expression exportAs,
        @Nullable Shape exportShape) {

    /** Data passes unchanged and unchecked. */
    public static final DataFlow NONE = new DataFlow(null, null, null, null, null, null);
}
