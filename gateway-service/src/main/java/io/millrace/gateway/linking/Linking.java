package io.millrace.gateway.linking;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.linking.Sources.Answer;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.schemas.documents.DocumentReader;
import io.millrace.schemas.documents.DocumentReader.Reading;
import io.millrace.schemas.documents.Pointers;
import io.millrace.schemas.documents.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The linking of one definition, level by level: first what it refers to itself, then what that refers to. */
final class Linking {
    private static final int AT_ONCE = 4;
    private static final String FUNCTIONS = "/use/functions";

    private final String source;
    private final ObjectNode root;
    private final Catalogs catalogs;
    private final Supplier<Sources.Reading> sources;
    private Sources.@Nullable Reading reading;

    private final Map<URI, Answer> documents = new HashMap<>();
    private final Map<String, ObjectNode> functions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> schemas = new LinkedHashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();
    private final Map<String, Set<String>> calls = new LinkedHashMap<>();
    private final List<Flaw> broken = new ArrayList<>();
    private int characters;

    Linking(String source, ObjectNode root, Map<String, String> own, Supplier<Sources.Reading> sources) {
        this.source = source;
        // Aliases of YAML share their parts; what is changed at one place must not change at another.
        this.root = root.deepCopy();
        this.catalogs = new Catalogs(own, root);
        this.sources = sources;
    }

    /**
     * A place that refers to something.
     *
     * @param origin JSON pointer of the place of the definition as it was written that led to it
     * @param inside the function that it stands in, or null
     */
    private record Wanted(
            Place place, String origin, @Nullable String inside) {}

    /** A wanted document with where it is. */
    private record Located(Wanted wanted, Target target) {}

    LinkedDefinition linked() {
        List<Wanted> wanted = Places.ofDefinition(root).stream()
                .map(place -> new Wanted(place, place.pointer(), null))
                .toList();
        for (int depth = 1; !wanted.isEmpty(); depth++) {
            wanted = level(wanted, depth);
        }
        calls.keySet().forEach(this::reportCircle);
        if (functions.isEmpty() && schemas.isEmpty()) {
            return new LinkedDefinition(source, source, Map.of(), broken);
        }
        embed();
        String text = root.toString();
        if (text.length() <= DocumentReader.LONGEST) {
            return new LinkedDefinition(source, text, origins, broken);
        }
        broken.add(Flaw.at(
                "",
                "The definition has " + text.length() + " characters with everything that it refers to; at most "
                        + DocumentReader.LONGEST + " are allowed."));
        return new LinkedDefinition(source, source, Map.of(), broken);
    }

    private List<Wanted> level(List<Wanted> wanted, int depth) {
        List<Located> located = new ArrayList<>();
        for (Wanted each : wanted) {
            Target target = locate(each);
            if (target == null) {
                continue;
            }
            if (depth > Linker.DEEPEST) {
                report(each, "Functions refer to one another through more than " + Linker.DEEPEST + " levels.");
            } else if (target instanceof Target.Nowhere nowhere) {
                report(each, nowhere.reason());
            } else {
                located.add(new Located(each, target));
            }
        }
        fetch(located);
        List<Wanted> next = new ArrayList<>();
        for (Located each : located) {
            JsonNode document = document(each);
            if (document instanceof ObjectNode object) {
                next.addAll(take(each, object));
            }
        }
        return next;
    }

    /** Where something is, or null when it is no reference or there already. */
    private @Nullable Target locate(Wanted wanted) {
        return switch (wanted.place()) {
            case Place.OfSchema schema -> Catalogs.schema(schema.resource());
            case Place.OfCall call -> {
                if (wanted.inside() != null) {
                    calls.computeIfAbsent(wanted.inside(), caller -> new LinkedHashSet<>())
                            .add(call.called());
                }
                boolean isThere = functions.containsKey(call.called())
                        || root.at(FUNCTIONS).has(call.called());
                yield isThere
                        ? null
                        : Reference.of(call.called()).map(catalogs::function).orElse(null);
            }
        };
    }

    private void fetch(List<Located> located) {
        Set<URI> missing = new LinkedHashSet<>();
        for (Located each : located) {
            if (each.target() instanceof Target.There(URI address) && !documents.containsKey(address)) {
                missing.add(address);
            }
        }
        List<URI> addresses = new ArrayList<>(missing);
        for (int i = 0; i < addresses.size(); i += AT_ONCE) {
            List<URI> part = addresses.subList(i, Math.min(i + AT_ONCE, addresses.size()));
            documents.putAll(documents.size() + part.size() > Linker.MOST_DOCUMENTS ? refused(part) : read(part));
        }
    }

    private static Map<URI, Answer> refused(Collection<URI> addresses) {
        Map<URI, Answer> answers = new HashMap<>();
        for (URI address : addresses) {
            answers.put(
                    address,
                    new Answer.Failure("was not read, as a definition may refer to at most " + Linker.MOST_DOCUMENTS
                            + " documents, with those that they refer to in turn."));
        }
        return answers;
    }

    private Map<URI, Answer> read(Collection<URI> addresses) {
        if (reading == null) {
            reading = sources.get();
        }
        Map<URI, Answer> answers = new HashMap<>(reading.read(addresses));
        answers.replaceAll((address, answer) -> {
            characters += answer instanceof Answer.Text(String text) ? text.length() : 0;
            return characters <= DocumentReader.LONGEST
                    ? answer
                    : new Answer.Failure("was not taken, as all documents that a definition refers to may have "
                            + DocumentReader.LONGEST + " characters together.");
        });
        return answers;
    }

    private @Nullable JsonNode document(Located located) {
        return switch (located.target()) {
            case Target.Own(String text) -> parse(located, text);
            case Target.Nowhere _ -> null;
            case Target.There(URI address) ->
                switch (documents.get(address)) {
                    case Answer.Text(String text) -> parse(located, text);
                    case Answer.Failure(String reason) -> {
                        report(located.wanted(), what(located) + " cannot be used: the address " + reason);
                        yield null;
                    }
                    case null -> throw new IllegalStateException("no answer for " + address);
                };
        };
    }

    private @Nullable JsonNode parse(Located located, String text) {
        return switch (DocumentReader.read(text)) {
            case Reading.Document(ObjectNode object) -> object.deepCopy();
            case Reading.Document _ -> {
                report(located.wanted(), what(located) + " cannot be used: it is no object.");
                yield null;
            }
            case Reading.Unreadable(List<Problem> problems) -> {
                Problem first = problems.getFirst();
                report(
                        located.wanted(),
                        what(located) + " cannot be read, at line " + first.line() + ", column " + first.column() + ": "
                                + first.detail());
                yield null;
            }
        };
    }

    /** Keeps a document, and gives what it refers to. */
    private List<Wanted> take(Located located, ObjectNode document) {
        Wanted wanted = located.wanted();
        switch (wanted.place()) {
            case Place.OfSchema schema -> {
                // Its name of itself; it refers to its own parts without.
                document.remove("$id");
                schemas.put(schema.schema(), document);
                origins.put(schema.schema() + "/document", new Origin(wanted.origin(), what(located)));
                return List.of();
            }
            case Place.OfCall call -> {
                // What a catalog may say about the function besides.
                document.remove("document");
                if (functions.putIfAbsent(call.called(), document) != null) {
                    return List.of();
                }
                String pointer = Pointers.child(FUNCTIONS, call.called());
                origins.put(pointer, new Origin(wanted.origin(), what(located)));
                return Places.ofTask(document, pointer).stream()
                        .map(place -> new Wanted(place, wanted.origin(), call.called()))
                        .toList();
            }
        }
    }

    private static String what(Located located) {
        String address = located.target() instanceof Target.There(URI uri) ? uri.toString() : "Millrace's own catalog";
        return switch (located.wanted().place()) {
            case Place.OfSchema _ -> "the schema at " + address;
            case Place.OfCall call ->
                call.called().equals(address)
                        ? "the function at " + address
                        : "the function `" + call.called() + "` (" + address + ")";
        };
    }

    private void report(Wanted wanted, String detail) {
        String sentence = detail.substring(0, 1).toUpperCase(Locale.ROOT) + detail.substring(1);
        broken.add(Flaw.at(
                wanted.origin(),
                wanted.inside() == null ? sentence : "In the function `" + wanted.inside() + "`: " + sentence));
    }

    private void reportCircle(String function) {
        List<String> way = new ArrayList<>(List.of(function));
        Origin origin = origins.get(Pointers.child(FUNCTIONS, function));
        if (origin != null && leadsBack(function, function, way, new LinkedHashSet<>())) {
            broken.add(Flaw.at(
                    origin.place(), "The function `" + function + "` calls itself: " + String.join(" -> ", way) + "."));
        }
    }

    private boolean leadsBack(String from, String to, List<String> way, Set<String> seen) {
        for (String called : calls.getOrDefault(from, Set.of())) {
            way.add(called);
            if (called.equals(to) || (seen.add(called) && leadsBack(called, to, way, seen))) {
                return true;
            }
            way.removeLast();
        }
        return false;
    }

    private void embed() {
        if (!functions.isEmpty()) {
            object(root, "use").flatMap(use -> object(use, "functions")).ifPresent(all -> all.setAll(functions));
        }
        schemas.forEach((pointer, document) -> {
            if (root.at(JsonPointer.compile(pointer)) instanceof ObjectNode schema) {
                schema.remove("resource");
                schema.set("document", document);
            }
        });
    }

    /** An object that is there or can be put there; what is something else is left for the check to find. */
    private static Optional<ObjectNode> object(ObjectNode owner, String name) {
        return switch (owner.path(name)) {
            case ObjectNode there -> Optional.of(there);
            case JsonNode other when other.isMissingNode() || other.isNull() -> Optional.of(owner.putObject(name));
            default -> Optional.empty();
        };
    }
}
