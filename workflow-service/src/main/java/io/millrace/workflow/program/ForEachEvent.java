package io.millrace.workflow.program;

import org.jspecify.annotations.Nullable;

/**
 * What a task does with each event or message, one at a time and in the order in which they came.
 *
 * @param item name of the variable that holds the event, without {@code $}
 * @param at name of the variable that holds its index, from 0
 * @param body runs with the event as its input; without it the event itself is the output
 * @param flow {@code output.as} makes what stands for the event in the output of the task, and
 *     {@code export.as} replaces {@code $context}
 */
public record ForEachEvent(String item, String at, @Nullable TaskList body, DataFlow flow) {}
