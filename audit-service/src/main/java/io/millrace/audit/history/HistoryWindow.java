package io.millrace.audit.history;

import io.millrace.schemas.blobs.Claim;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A page of a run's history: keeps the items of the page while the history is folded past it, and lets go of its tail
 * when inputs and outputs grow too large.
 */
public final class HistoryWindow {
    private final int from;
    private final long largest;
    private final TreeMap<Integer, HistoryItem> items = new TreeMap<>();
    private int end;
    private long size;
    private boolean more;

    /**
     * Begins empty.
     *
     * @param from index of the first item wanted
     * @param limit at most so many items, from 1
     * @param largest inputs and outputs together at most so many characters, those of large values included, unless one item alone has more
     */
    public HistoryWindow(int from, int limit, long largest) {
        this.from = from;
        this.end = from + limit;
        this.largest = largest;
    }

    /** Takes the items that a record changed. */
    public void take(Collection<HistoryItem> changed) {
        for (HistoryItem item : changed) {
            if (item.index() >= end) {
                more = true;
            } else if (item.index() >= from) {
                HistoryItem before = items.put(item.index(), item);
                size += sizeOf(item) - (before == null ? 0 : sizeOf(before));
            }
        }
        while (size > largest && items.size() > 1) {
            Map.Entry<Integer, HistoryItem> tail = items.pollLastEntry();
            end = tail.getKey();
            size -= sizeOf(tail.getValue());
            more = true;
        }
    }

    /** Whether nothing that follows can change the page. */
    public boolean complete() {
        return more && items.values().stream().allMatch(item -> item.endedAt() != null);
    }

    /** The items of the page. */
    public List<HistoryItem> items() {
        return List.copyOf(items.values());
    }

    /** Index of the item behind the page, when there is one. */
    public OptionalInt next() {
        return more ? OptionalInt.of(end) : OptionalInt.empty();
    }

    private static long sizeOf(HistoryItem item) {
        return lengthOf(item.input()) + lengthOf(item.output());
    }

    private static long lengthOf(@Nullable String text) {
        return text == null ? 0 : Claim.length(text);
    }
}
