package io.millrace.gateway.resource;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of every resource of one kind, as far as its topic was read. One thread tells what it reads; any
 * thread may ask.
 */
public final class ResourceTable<T> {
    private final NavigableMap<String, Versioned<T>> entries = new ConcurrentSkipListMap<>();

    /** Takes in one record of the topic; a null value deletes. */
    public void apply(String key, @Nullable T value, long offset) {
        if (value == null) {
            entries.remove(key);
        } else {
            entries.put(key, new Versioned<>(value, offset));
        }
    }

    /** The resource with a key. */
    public Optional<Versioned<T>> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The asked part of the resources whose key begins with a prefix. */
    public Page<Versioned<T>> page(String prefix, PageRequest request) {
        return request.of(entries, prefix);
    }

    /** The keys that begin with a prefix, at this moment. */
    public List<String> keys(String prefix) {
        return entries.tailMap(prefix, true).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }

    /** The resources, at this moment. */
    public List<Versioned<T>> all() {
        return List.copyOf(entries.values());
    }
}
