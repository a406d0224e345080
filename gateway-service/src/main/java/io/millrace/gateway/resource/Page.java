package io.millrace.gateway.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Part of a list.
 *
 * @param items in the order of their keys
 * @param next key behind which the next part begins, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {
    /** Keeps the list as it is. */
    public Page {
        items = List.copyOf(items);
    }
}
