package io.millrace.cli.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps account of a source: which of its values were taken over, and what is to be said about the others. Whatever
 * nobody took is found at the end, so that nothing can be forgotten by forgetting to look for it.
 */
public final class Ledger {

    private final Map<String, Place> places;
    private final Set<String> taken = new HashSet<>();
    private final Set<String> whole = new HashSet<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Set<String> remarks = new LinkedHashSet<>();

    Ledger(Map<String, Place> places) {
        this.places = new HashMap<>(places);
    }

    void take(String pointer) {
        taken.add(pointer);
    }

    void takeWhole(String pointer) {
        taken.add(pointer);
        whole.add(pointer);
    }

    void add(Finding.Kind kind, String pointer, String sentence) {
        findings.add(new Finding(kind, pointer, place(pointer), sentence));
    }

    /** Says something that holds for the whole import and takes nothing away. */
    public void remark(String sentence) {
        remarks.add(sentence);
    }

    /** What was remarked, in order. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    Place place(String pointer) {
        String known = pointer;
        while (!places.containsKey(known) && !known.isEmpty()) {
            known = known.substring(0, known.lastIndexOf('/'));
        }
        return places.getOrDefault(known, Place.START);
    }

    /**
     * Closes the account.
     *
     * @param root the whole source
     * @return all findings in the order of the text, with one for each value that nobody took
     */
    public List<Finding> close(JsonNode root) {
        sweep(root, "");
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingInt((Finding finding) -> finding.place().line())
                .thenComparingInt(finding -> finding.place().column())
                .thenComparing(Finding::pointer));
        return sorted;
    }

    private void sweep(JsonNode node, String pointer) {
        if (whole.contains(pointer)) {
            return;
        }
        if (node.isObject()) {
            node.properties().forEach(field -> child(field.getKey(), field.getValue(), pointer));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                child(String.valueOf(i), node.get(i), pointer);
            }
        }
    }

    private void child(String name, JsonNode node, String parent) {
        String pointer = Field.child(parent, name);
        if (taken.contains(pointer)) {
            sweep(node, pointer);
        } else {
            add(Finding.Kind.LOST, pointer, "`" + Field.shorten(name) + "` has no counterpart here and was left out.");
        }
    }
}
