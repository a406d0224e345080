package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.expression.NearMiss;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a definition declares under {@code use}, to be referred to by name. */
final class Reusables {

    private static final List<String> KINDS = List.of("errors", "functions", "retries", "timeouts");
    private static final List<String> NOT_YET = List.of("authentications", "catalogs", "extensions", "secrets");

    // Each is compiled as often as it is referred to.
    private static final int MOST_VALUES = 500;

    private final Map<String, Map<String, Part>> byKind = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    Reusables(Part document) {
        document.get("use").filter(use -> use.isObject("`use`")).ifPresent(use -> {
            use.allow("`use`", KINDS, NOT_YET);
            for (String kind : KINDS) {
                use.get(kind).filter(all -> all.isObject("`use." + kind + "`")).ifPresent(all -> {
                    Map<String, Part> parts = new LinkedHashMap<>();
                    for (Part part : all.properties()) {
                        if (values(part.node()) > MOST_VALUES) {
                            part.problem(
                                    "What is declared under `use` may have at most " + MOST_VALUES + " values each.");
                        } else {
                            parts.put(part.name(), part);
                        }
                    }
                    byKind.put(kind, parts);
                });
            }
        });
    }

    /** Those of one kind that nothing has referred to so far. */
    List<Part> unused(String kind) {
        return all(kind).values().stream()
                .filter(part -> !used.contains(kind + " " + part.name()))
                .toList();
    }

    private static int values(JsonNode node) {
        int values = 1;
        for (JsonNode child : node) {
            values += values(child);
        }
        return values;
    }

    /** All of one kind, by name. */
    Map<String, Part> all(String kind) {
        return byKind.getOrDefault(kind, Map.of());
    }

    /** Something written in place, or what a name in its place refers to; reported if the name is unknown. */
    Optional<Part> inPlaceOrNamed(Part part, String kind, String what) {
        if (!part.node().isTextual()) {
            return Optional.of(part);
        }
        String name = part.node().textValue();
        Part named = all(kind).get(name);
        used.add(kind + " " + name);
        if (named == null) {
            part.problem("There is no " + what + " `" + name + "` under `use." + kind + "`."
                    + NearMiss.hint(name, all(kind).keySet().stream()));
        }
        return Optional.ofNullable(named);
    }
}
