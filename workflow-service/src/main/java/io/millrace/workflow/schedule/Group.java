package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Events that are to start a run together, and are not complete yet.
 *
 * @param number within the schedule, from 1
 * @param items what is read of each event, in the order in which they came
 * @param events source and id of each, so that one that is sent again is recognised
 * @param met indices of the patterns that an event was found for
 * @param ending the same for the events that end the gathering
 * @param expected values that further events must have
 */
public record Group(
        int number,
        List<JsonNode> items,
        List<String> events,
        List<Integer> met,
        List<Integer> ending,
        Map<String, JsonNode> expected) {

    /** Copies what it is given. */
    public Group {
        items = List.copyOf(items);
        events = List.copyOf(events);
        met = List.copyOf(met);
        ending = List.copyOf(ending);
        expected = Map.copyOf(expected);
    }

    static Group opened(int number, Map<String, JsonNode> expected) {
        return new Group(number, List.of(), List.of(), List.of(), List.of(), expected);
    }

    Group took(JsonNode item, String event, List<Integer> nowMet, Map<String, JsonNode> nowExpected) {
        return new Group(number, plus(items, item), plus(events, event), nowMet, ending, nowExpected);
    }

    Group ends(String event, List<Integer> nowEnding, Map<String, JsonNode> nowExpected) {
        return new Group(number, items, plus(events, event), met, nowEnding, nowExpected);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
