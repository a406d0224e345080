package io.millrace.workflow.program;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Task.Try} does about an error: it takes the error if {@code filter} matches, {@code when} holds and
 * {@code exceptWhen} does not; otherwise the error goes on to whatever encloses the task. A taken error is first
 * retried; when no retry is left, {@code body} runs and {@code then} is followed.
 *
 * @param as name of the variable that holds the error in {@code when}, {@code exceptWhen}, the retry's conditions and
 *     {@code body}, without {@code $}; {@code error} unless the definition says otherwise
 * @param when evaluated with {@code .} and the variable both being the error
 * @param body without it the task's output is its input
 * @param then {@link Transition.Continue} unless the definition says otherwise
 * @param raisesAgain whether an error whose retries are used up goes on to whatever encloses the task: there is a
 *     {@code retry}, but neither {@code do} nor {@code then}
 */
public record Catch(
        ErrorFilter filter,
        String as,
        @Nullable Expression when,
        @Nullable Expression exceptWhen,
        @Nullable Retry retry,
        @Nullable TaskList body,
        Transition then,
        boolean raisesAgain) {}
