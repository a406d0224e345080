package io.millrace.workflow.routing;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a kind of waiting tells events apart by. All runs of a definition that listen to the same thing share it; what
 * differs between them are the values.
 *
 * @param type the type of the events; null when it is not fixed
 * @param from what is looked up in the events, as jq over the CloudEvent in its JSON format; sorted
 */
record Trait(@Nullable String type, List<String> from) {
    Trait {
        from = List.copyOf(from);
    }

    static Trait of(@Nullable String type, Iterable<String> from) {
        NavigableSet<String> sorted = new TreeSet<>();
        from.forEach(sorted::add);
        return new Trait(type, List.copyOf(sorted));
    }
}
