package io.millrace.workflow.program;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which events something waits for, and when it has seen enough. */
public sealed interface EventStrategy {

    /** The kinds of events it waits for, in the order of the definition. */
    List<Pattern> patterns();

    /** One event. */
    record One(Pattern pattern) implements EventStrategy {
        @Override
        public List<Pattern> patterns() {
            return List.of(pattern);
        }
    }

    /** One event for each pattern, in any order; an event stands for the first pattern that is still open. */
    record All(List<Pattern> patterns) implements EventStrategy {
        /** Copies what it is given. */
        public All {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * Any of the events.
     *
     * @param patterns none = every event
     * @param until absent = the first event ends it
     */
    record Any(List<Pattern> patterns, @Nullable Until until) implements EventStrategy {
        /** Copies what it is given. */
        public Any {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * One kind of event.
     *
     * @param correlate what makes events belong together, by name
     */
    record Pattern(EventFilter filter, Map<String, Correlation> correlate) {
        /** Copies what it is given. */
        public Pattern {
            correlate = Map.copyOf(correlate);
        }
    }

    /**
     * A value that an event must have.
     *
     * @param text the jq of {@code from}
     * @param from evaluated on the whole CloudEvent; an event for which it is null does not match
     * @param expect evaluated when the waiting begins; absent = the first event fixes the value for those after it
     */
    record Correlation(
            String text, Expression from, @Nullable Expression expect) {}

    /** When to stop taking any of the events. */
    sealed interface Until {

        /** When an expression over the array of the events so far holds. */
        record Holds(Expression condition) implements Until {}

        /** When other events were seen, which are not part of the output. */
        record Seen(EventStrategy strategy) implements Until {}
    }
}
