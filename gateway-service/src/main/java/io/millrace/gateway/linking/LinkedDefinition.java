package io.millrace.gateway.linking;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.records.DefinitionProblem;
import io.millrace.schemas.documents.DocumentReader;
import io.millrace.schemas.documents.Positions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A definition with everything in it that it refers to, as far as it could be read. */
public final class LinkedDefinition {
    private final String source;
    private final String text;
    private final Map<String, Origin> origins;
    private final List<Flaw> broken;

    /**
     * A linked definition.
     *
     * @param source as it was written
     * @param text what is to be checked and published
     * @param origins of what was put in, by its JSON pointer in the text; empty when text is source
     * @param broken references that could not be followed, without line and column
     */
    LinkedDefinition(String source, String text, Map<String, Origin> origins, List<Flaw> broken) {
        this.source = source;
        this.text = text;
        this.origins = Map.copyOf(origins);
        this.broken = List.copyOf(broken);
    }

    /** A definition that refers to nothing elsewhere. */
    public static LinkedDefinition unchanged(String source) {
        return new LinkedDefinition(source, source, Map.of(), List.of());
    }

    /** The definition that is to be checked and published: as it was written, or JSON when something was put in. */
    public String text() {
        return text;
    }

    /**
     * Everything that is wrong with the definition, each with its place in the text as it was written.
     *
     * @param found what a check found in {@link #text()}
     */
    public List<Flaw> flaws(List<DefinitionProblem> found) {
        if (origins.isEmpty() && broken.isEmpty()) {
            return found.stream()
                    .map(problem ->
                            new Flaw(problem.getPointer(), problem.getLine(), problem.getColumn(), problem.getDetail()))
                    .toList();
        }
        // A check finds nothing where a reference is broken, and says so too.
        Set<String> known = broken.stream().map(Flaw::pointer).collect(Collectors.toSet());
        List<Flaw> flaws = new ArrayList<>(broken);
        found.stream()
                .map(problem -> inSource(problem.getPointer(), problem.getDetail()))
                .filter(flaw -> !known.contains(flaw.pointer()))
                .forEach(flaws::add);
        Positions positions = flaws.isEmpty() ? new Positions() : DocumentReader.positions(source);
        return flaws.stream()
                .distinct()
                .map(flaw -> {
                    Positions.Position at = positions.of(flaw.pointer());
                    return new Flaw(flaw.pointer(), at.line(), at.column(), flaw.detail());
                })
                .sorted(Comparator.comparingInt(Flaw::line).thenComparingInt(Flaw::column))
                .toList();
    }

    private Flaw inSource(String pointer, String detail) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            Origin origin = origins.get(at);
            if (origin != null) {
                String inside = pointer.substring(at.length());
                return Flaw.at(
                        origin.place(),
                        "In " + origin.what() + (inside.isEmpty() ? "" : ", at " + inside) + ": " + detail);
            }
        }
        return Flaw.at(pointer, detail);
    }
}
