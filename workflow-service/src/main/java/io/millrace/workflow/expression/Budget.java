package io.millrace.workflow.expression;

import io.millrace.workflow.program.ExpressionException;

/**
 * The steps that an evaluation has left. Steps, never time: a replay on another machine must run out at the same place.
 * All of them together take well under a second.
 */
final class Budget {

    /** What an expression or a whole template may take. */
    static final long STEPS = 500_000;

    /** Bound while the expressions of one template share a budget. */
    static final ScopedValue<Budget> SHARED = ScopedValue.newInstance();

    private long left = STEPS;

    /** The budget that is shared here, or a new one. */
    static Budget current() {
        return SHARED.isBound() ? SHARED.get() : new Budget();
    }

    void charge(long steps) {
        left -= steps;
        if (left < 0) {
            throw new ExpressionException("The expression takes more than " + STEPS
                    + " steps; let it do less, or let a function do the work.");
        }
    }

    long left() {
        return left;
    }

    void restore(long earlier) {
        left = earlier;
    }
}
