package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.Effect.Interest;
import io.millrace.workflow.program.EventFilter;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Correlation;
import io.millrace.workflow.program.EventStrategy.Pattern;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether an event is one of those that are waited for (language.md, 2.4 and decision 7).
 *
 * @param strategy what is waited for
 * @param prefix keeps apart what patterns of two strategies expect
 * @param expected values that events must have
 * @param variables for the expressions of filters and correlations
 */
public record Matching(EventStrategy strategy, String prefix, Map<String, JsonNode> expected, Variables variables) {

    /**
     * An event that matches.
     *
     * @param met indices of the patterns that an event was found for now
     * @param enough whether nothing more is waited for
     * @param expected values that events must have from now on
     */
    public record Match(List<Integer> met, boolean enough, Map<String, JsonNode> expected) {}

    /** What must be known when the waiting begins: the values that events must have. */
    public static Map<String, JsonNode> expectations(
            EventStrategy strategy, String prefix, JsonNode input, Variables variables) {
        Map<String, JsonNode> expected = new HashMap<>();
        for (int i = 0; i < strategy.patterns().size(); i++) {
            for (Map.Entry<String, Correlation> correlation :
                    strategy.patterns().get(i).correlate().entrySet()) {
                if (correlation.getValue().expect() != null) {
                    expected.put(
                            key(prefix, i, correlation.getKey()),
                            correlation.getValue().expect().evaluate(input, variables));
                }
            }
        }
        return expected;
    }

    /**
     * Looks at an event.
     *
     * @param event in the JSON format of CloudEvents 1.0
     * @param met indices of the patterns that an event was found for before
     * @return null when it is not waited for
     */
    public @Nullable Match of(JsonNode event, List<Integer> met) {
        if (strategy instanceof EventStrategy.Any(List<Pattern> patterns, EventStrategy.Until until)
                && patterns.isEmpty()) {
            return new Match(met, until == null, expected);
        }
        for (int i = 0; i < strategy.patterns().size(); i++) {
            if (strategy instanceof EventStrategy.All && met.contains(i)) {
                continue;
            }
            Map<String, JsonNode> after = correlated(i, strategy.patterns().get(i), event);
            if (after != null) {
                return match(i, met, after);
            }
        }
        return null;
    }

    private Match match(int pattern, List<Integer> met, Map<String, JsonNode> after) {
        return switch (strategy) {
            case EventStrategy.One _ -> new Match(met, true, after);
            case EventStrategy.Any any -> new Match(met, any.until() == null, after);
            case EventStrategy.All all -> {
                List<Integer> more = new ArrayList<>(met);
                more.add(pattern);
                yield new Match(more, more.size() == all.patterns().size(), after);
            }
        };
    }

    private @Nullable Map<String, JsonNode> correlated(int index, Pattern pattern, JsonNode event) {
        if (!pattern.filter().matches(event, variables)) {
            return null;
        }
        Map<String, JsonNode> after = new HashMap<>(expected);
        for (Map.Entry<String, Correlation> correlation : pattern.correlate().entrySet()) {
            JsonNode value = found(correlation.getValue(), event);
            if (value.isNull()) {
                return null;
            }
            String key = correlation.getValue().expect() == null
                    ? "/" + correlation.getKey()
                    : key(prefix, index, correlation.getKey());
            JsonNode wanted = after.putIfAbsent(key, value);
            if (wanted != null && !same(wanted, value)) {
                return null;
            }
        }
        return after;
    }

    private JsonNode found(Correlation correlation, JsonNode event) {
        try {
            return correlation.from().evaluate(event, variables);
        } catch (ExpressionException doesNotFitThisEvent) {
            return com.fasterxml.jackson.databind.node.NullNode.getInstance();
        }
    }

    /** Numbers are the same when their values are: 1 and 1.0. */
    private static boolean same(JsonNode one, JsonNode other) {
        boolean numbers = one.isNumber() && other.isNumber();
        return numbers ? one.decimalValue().compareTo(other.decimalValue()) == 0 : Objects.equals(one, other);
    }

    /**
     * What can be told of the patterns without looking at what was seen so far.
     *
     * @param expected what {@link #expectations} gave
     */
    public static List<Interest> interests(EventStrategy strategy, String prefix, Map<String, JsonNode> expected) {
        List<Interest> interests = new ArrayList<>();
        for (int i = 0; i < strategy.patterns().size(); i++) {
            Pattern pattern = strategy.patterns().get(i);
            Map<String, JsonNode> fixed = new HashMap<>();
            pattern.filter().with().forEach((attribute, test) -> {
                if (test instanceof EventFilter.Test.Equals(JsonNode value)) {
                    fixed.put(attribute, value);
                }
            });
            Map<String, JsonNode> correlations = new HashMap<>();
            for (Map.Entry<String, Correlation> correlation :
                    pattern.correlate().entrySet()) {
                JsonNode value = expected.get(key(prefix, i, correlation.getKey()));
                if (value != null) {
                    correlations.put(correlation.getValue().text(), value);
                }
            }
            interests.add(new Interest(fixed, correlations));
        }
        return interests.isEmpty() ? List.of(new Interest(Map.of(), Map.of())) : interests;
    }

    private static String key(String prefix, int pattern, String name) {
        return prefix + pattern + "/" + name;
    }
}
