package io.millrace.workflow.routing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What can be told of events that a task waits for without knowing its run: every one that it takes is of interest, not
 * the other way round. All values are canonical JSON.
 *
 * @param attributes values that attributes of the event must have, by name; data among them
 * @param correlations values that must be found in the event, by the jq that finds them
 */
public record Interest(NavigableMap<String, String> attributes, NavigableMap<String, String> correlations) {
    private static final String TYPE = "type";

    /** What a subscription says. */
    public static Interest of(Map<String, JsonNode> attributes, Map<String, JsonNode> correlations) {
        return new Interest(canonical(attributes), canonical(correlations));
    }

    private static NavigableMap<String, String> canonical(Map<String, JsonNode> values) {
        NavigableMap<String, String> canonical = new TreeMap<>();
        values.forEach((name, value) -> canonical.put(name, CanonicalText.of(value)));
        return canonical;
    }

    Trait trait() {
        return new Trait(attributes.get(TYPE), List.copyOf(correlations.keySet()));
    }

    Mark mark(String tenant) {
        return Mark.of(tenant, trait(), List.copyOf(correlations.values()));
    }

    /** What must be looked at although the mark fits: attributes other than the type. */
    NavigableMap<String, String> otherAttributes() {
        NavigableMap<String, String> others = new TreeMap<>(attributes);
        others.remove(TYPE);
        return others;
    }
}
