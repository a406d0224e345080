package io.millrace.workflow.program;

/**
 * How a list runs for several items at a time ({@code metadata.millrace}).
 *
 * @param width items at work at the same time, 1 to {@value #WIDEST}
 * @param tolerance how many of them may fail
 */
public record Parallel(int width, Tolerance tolerance) {
    /** The most items that may be at work at the same time. */
    public static final int WIDEST = 1_000;

    /** How many items may fail before the task does. */
    public sealed interface Tolerance {

        /**
         * Whether so many failures are too many.
         *
         * @param failed items that failed
         * @param items all items
         */
        boolean exceededBy(int failed, int items);

        /** At most so many items may fail. */
        record Count(int most) implements Tolerance {
            @Override
            public boolean exceededBy(int failed, int items) {
                return failed > most;
            }
        }

        /** At most this share of the items may fail, 0 to 100 percent. */
        record Percent(double most) implements Tolerance {
            @Override
            public boolean exceededBy(int failed, int items) {
                return failed * 100.0 > most * items;
            }
        }
    }
}
