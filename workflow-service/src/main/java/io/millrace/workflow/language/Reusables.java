package io.millrace.workflow.language;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.documents.Scalars;
import io.millrace.workflow.expression.NearMiss;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a definition declares under {@code use}, to be referred to by name. */
final class Reusables {

    private static final String AUTHENTICATIONS = "authentications";
    private static final List<String> KINDS = List.of(AUTHENTICATIONS, "errors", "functions", "retries", "timeouts");
    private static final String SECRETS = "secrets";
    private static final List<String> ELSEWHERE = List.of("extensions", SECRETS, "catalogs");
    // As the gateway names them.
    private static final Pattern SECRET = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9])?");
    private static final int MOST_SECRETS = 100;

    // Each is compiled as often as it is referred to.
    private static final int MOST_VALUES = 500;

    private final Map<String, Map<String, Part>> byKind = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> secrets = new TreeSet<>();

    Reusables(Part document) {
        document.get("use").filter(use -> use.isObject("`use`")).ifPresent(use -> {
            use.allow("`use`", Stream.concat(KINDS.stream(), ELSEWHERE.stream()).toList());
            use.get(SECRETS).ifPresent(this::declareSecrets);
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

    private void declareSecrets(Part names) {
        if (!names.isArray("`use.secrets`")) {
            return;
        }
        if (names.node().size() > MOST_SECRETS) {
            names.problem("A definition may use at most " + MOST_SECRETS + " secrets.");
            return;
        }
        for (Part part : names.elements()) {
            Optional<String> name = part.text("The name of a secret");
            if (name.isPresent() && !SECRET.matcher(name.get()).matches()) {
                part.problem("The name of a secret is 1 to 63 letters, digits, hyphens and underscores, and begins and"
                        + " ends with a letter or digit; `" + Scalars.shorten(name.get()) + "` does not fit.");
            } else if (name.isPresent() && !secrets.add(name.get())) {
                part.problem("The secret `" + name.get() + "` is named twice.");
            }
        }
    }

    /**
     * The declared function that a call names, if there is one that it can see.
     *
     * @param called the {@code call} of a task
     */
    Optional<Part> function(Part called) {
        String name = called.node().asText();
        return called.node().isTextual() && (Linked.isName(name) || !Linked.contains(called.pointer()))
                ? Optional.ofNullable(all("functions").get(name))
                : Optional.empty();
    }

    /** The names of the secrets that expressions and authentications may refer to. */
    Set<String> secrets() {
        return Set.copyOf(secrets);
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

    /** Notes that something of one kind is referred to. */
    void use(String kind, String name) {
        used.add(kind + " " + name);
    }

    /** Something written in place, or what a name in its place refers to; reported if the name is unknown. */
    Optional<Part> inPlaceOrNamed(Part part, String kind, String what) {
        if (!part.node().isTextual()) {
            return Optional.of(part);
        }
        String name = part.node().textValue();
        if (kind.equals(AUTHENTICATIONS) && Linked.contains(part.pointer())) {
            part.problem(Linked.KEPT);
            return Optional.empty();
        }
        Part named = all(kind).get(name);
        used.add(kind + " " + name);
        if (named == null) {
            part.problem("There is no " + what + " `" + name + "` under `use." + kind + "`."
                    + NearMiss.hint(name, all(kind).keySet().stream()));
        }
        return Optional.ofNullable(named);
    }
}
