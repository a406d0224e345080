package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for.
 *
 * @param limit how many items, 1 to {@link #LARGEST}
 * @param after key behind which the part begins, or empty for the beginning
 */
public record PageRequest(int limit, String after) {
    /** Items when nothing is asked. */
    public static final int USUAL = 50;
    /** Items at most. */
    public static final int LARGEST = 500;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws Refused as malformed when the limit is out of range or the cursor is not one that a list gave
     */
    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(limit(limit), cursor == null ? "" : decoded(cursor));
    }

    /** The cursor that leads to what stands behind a key. */
    public static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The asked part of the entries whose key begins with a prefix. */
    public <V> Page<V> of(NavigableMap<String, V> entries, String prefix) {
        String from = after.startsWith(prefix) ? after : prefix;
        List<V> items = new ArrayList<>();
        String last = null;
        for (var entry : entries.tailMap(from, false).entrySet()) {
            if (!entry.getKey().startsWith(prefix)) {
                break;
            }
            if (items.size() == limit) {
                return new Page<>(items, last);
            }
            items.add(entry.getValue());
            last = entry.getKey();
        }
        return new Page<>(items, null);
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= LARGEST) {
                return limit;
            }
        }
        throw Refused.malformed("The query parameter limit must be a whole number between 1 and " + LARGEST + ".");
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refused.malformed(
                    "The query parameter cursor is none that a list gave: pass the value of next unchanged.");
        }
    }
}
