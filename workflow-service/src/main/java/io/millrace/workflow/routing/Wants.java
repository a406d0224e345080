package io.millrace.workflow.routing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the definitions of one tenant say of events that their runs could listen to. */
public final class Wants {
    private final Map<String, List<Want>> byType = new HashMap<>();
    private final List<Want> ofAnyType = new ArrayList<>();

    /** What these say, each once. */
    public Wants(Collection<Want> wants) {
        Set<Want> distinct = new HashSet<>(wants);
        for (Want want : distinct) {
            String type = want.trait().type();
            (type == null ? ofAnyType : byType.computeIfAbsent(type, _ -> new ArrayList<>())).add(want);
        }
    }

    /** Those that the event could be for. */
    List<Want> of(Sighting event) {
        List<Want> found = new ArrayList<>();
        for (List<Want> candidates : List.of(byType.getOrDefault(event.type(), List.of()), ofAnyType)) {
            for (Want want : candidates) {
                if (want.filter().matches(event.event())) {
                    found.add(want);
                }
            }
        }
        return found;
    }
}
