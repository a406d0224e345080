package io.millrace.workflow.program;

import org.jspecify.annotations.Nullable;

/**
 * How long a subscription takes messages: until the first of these is met. At least one of them is given.
 *
 * @param amount evaluates to how many messages it takes, from 1
 * @param millis evaluates to how long it takes them, in milliseconds from 0
 * @param enough says after each message whether there are enough
 */
public record Lifetime(
        @Nullable Expression amount,
        @Nullable Expression millis,
        @Nullable Enough enough) {
    /**
     * A condition on the array of what was gathered so far.
     *
     * @param condition the condition
     * @param when there is enough as soon as the condition is this: true for {@code until}, false for {@code while}
     */
    public record Enough(Expression condition, boolean when) {}
}
