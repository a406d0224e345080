package io.millrace.audit.history;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param more whether something follows; never true when there are no items
 * @param <T> what the list holds
 */
public record Page<T>(List<T> items, boolean more) {
    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }
}
