package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a task is that waits for events, or for messages.
 *
 * @param consumed what stands in the output for the events so far
 * @param count events consumed so far
 * @param met indices of the patterns that an event was found for, of those that must all be met
 * @param ending the same for the events that end the waiting
 * @param expected the values that events must have: those known when it began under the pattern's index and the
 *     correlation's name, as {@code 0/order}, those that an event fixed under {@code /} and the name
 * @param seen offset of the last event taken from each partition of the topic events
 * @param queue events that wait for their turn
 * @param current the event that is worked on; null while none is
 * @param closed whether it takes no more events
 */
public record Vigil(
        List<JsonNode> consumed,
        int count,
        List<Integer> met,
        List<Integer> ending,
        Map<String, JsonNode> expected,
        Map<Integer, Long> seen,
        List<JsonNode> queue,
        @Nullable JsonNode current,
        boolean closed) {

    /** Copies what it is given. */
    public Vigil {
        consumed = List.copyOf(consumed);
        met = List.copyOf(met);
        ending = List.copyOf(ending);
        expected = Map.copyOf(expected);
        seen = Map.copyOf(seen);
        queue = List.copyOf(queue);
    }

    static Vigil begun(Map<String, JsonNode> expected) {
        return new Vigil(List.of(), 0, List.of(), List.of(), expected, Map.of(), List.of(), null, false);
    }

    /** Whether an event was taken before: those of one partition come in the order of their offsets. */
    boolean knows(int partition, long offset) {
        Long last = seen.get(partition);
        return last != null && offset <= last;
    }

    Vigil seen(int partition, long offset) {
        Map<Integer, Long> more = new HashMap<>(seen);
        more.put(partition, offset);
        return new Vigil(consumed, count, met, ending, expected, more, queue, current, closed);
    }

    Vigil took(JsonNode item, List<Integer> nowMet, Map<String, JsonNode> nowExpected, boolean nowClosed) {
        return new Vigil(consumed, count, nowMet, ending, nowExpected, seen, plus(queue, item), current, nowClosed);
    }

    Vigil took(List<JsonNode> items, boolean nowClosed) {
        List<JsonNode> longer = new ArrayList<>(queue);
        longer.addAll(items);
        return new Vigil(consumed, count, met, ending, expected, seen, longer, current, nowClosed);
    }

    Vigil ends(List<Integer> nowEnding, Map<String, JsonNode> nowExpected, boolean nowClosed) {
        return new Vigil(consumed, count, met, nowEnding, nowExpected, seen, queue, current, nowClosed);
    }

    Vigil next() {
        return new Vigil(
                consumed, count, met, ending, expected, seen, queue.subList(1, queue.size()), queue.getFirst(), closed);
    }

    Vigil worked(JsonNode result) {
        return new Vigil(plus(consumed, result), count + 1, met, ending, expected, seen, queue, null, closed);
    }

    /** It takes no more events, and drops those that wait for their turn. */
    Vigil closedNow() {
        return new Vigil(consumed, count, met, ending, expected, seen, List.of(), current, true);
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
