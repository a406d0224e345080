package io.millrace.workflow.routing;

import io.millrace.workflow.program.EventFilter;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a definition says of events that its runs could listen to, before any of them does.
 *
 * @param filter the tests that need nothing of a run
 * @param trait what its runs will tell the events apart by
 * @param keep how long such events are kept for those who begin to listen later
 */
public record Want(EventFilter filter, Trait trait, Duration keep) {

    /** The wants of a definition; empty when nothing in it listens. */
    public static List<Want> of(Program program) {
        List<Want> wants = new ArrayList<>();
        for (Task task : program.tasks()) {
            if (task instanceof Task.Listen listen && program.buffer().isPositive()) {
                strategies(listen.to()).forEach(strategy -> add(wants, strategy, program.buffer()));
            }
        }
        return wants.stream().distinct().toList();
    }

    private static Stream<EventStrategy> strategies(EventStrategy strategy) {
        return strategy instanceof EventStrategy.Any any && any.until() instanceof Until.Seen(EventStrategy last)
                ? Stream.of(any, last)
                : Stream.of(strategy);
    }

    private static void add(List<Want> wants, EventStrategy strategy, Duration keep) {
        if (strategy.patterns().isEmpty()) {
            wants.add(new Want(new EventFilter(Map.of()), Trait.of(null, List.of()), keep));
        }
        strategy.patterns().forEach(pattern -> wants.add(of(pattern, keep)));
    }

    private static Want of(EventStrategy.Pattern pattern, Duration keep) {
        Map<String, EventFilter.Test> tests = new LinkedHashMap<>();
        pattern.filter().with().forEach((attribute, test) -> {
            switch (test) {
                case EventFilter.Test.Equals _, EventFilter.Test.Fits _ -> tests.put(attribute, test);
                case EventFilter.Test.Holds _ -> {
                    // What it needs is known when a run listens.
                }
            }
        });
        List<String> from = pattern.correlate().values().stream()
                .filter(correlation -> correlation.expect() != null)
                .map(EventStrategy.Correlation::text)
                .toList();
        String type =
                tests.get("type") instanceof EventFilter.Test.Equals fixed ? CanonicalText.of(fixed.value()) : null;
        return new Want(new EventFilter(tests), Trait.of(type, from), keep);
    }
}
