package io.millrace.workflow.program;

import org.jspecify.annotations.Nullable;

/**
 * What a list is repeated for.
 *
 * @param each name of the variable that holds the item, without {@code $}; {@code item} unless the definition says
 *     otherwise
 * @param at name of the variable that holds its index, from 0; {@code index} unless the definition says otherwise
 * @param in evaluates to the array of items, once, before the first of them
 * @param whileHolds evaluated before each item with {@code .} being the current data; the loop ends when it does not
 *     hold. Absent = for all of them
 */
public record Loop(
        String each, String at, Expression in, @Nullable Expression whileHolds) {}
