package io.millrace.cli.machine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The ways between the states of a machine, or of one inside a state: which states they lead to, what the tasks of these
 * are called, and where each goes on.
 */
public final class Ways {

    /** States of one machine at most. */
    public static final int MOST_STATES = 5_000;

    private final Words words;
    private final boolean nested;
    private final Names names = new Names();
    private final Map<String, String> tasks = new LinkedHashMap<>();

    /**
     * What a language calls the properties of its states.
     *
     * @param choices the list of rules of a choice
     * @param remark what people say about a state or a rule
     */
    public record Words(String choices, String remark) {}

    /**
     * The ways of a machine of which no state is known yet.
     *
     * @param words of its language
     * @param nested whether the end of the machine is not the end of the run
     */
    public Ways(Words words, boolean nested) {
        this.words = words;
        this.nested = nested;
    }

    /** Names that the tasks of the machine have. */
    public Names names() {
        return names;
    }

    /**
     * Names a task for each state that a way leads to, and reports the others as lost.
     *
     * @param start name of one of the states
     * @param all the states by name
     * @return those that a way leads to, each after one that leads to it, the next state first
     */
    public List<Field> enter(String start, Map<String, Field> all) {
        Set<String> seen = new LinkedHashSet<>();
        List<Field> reachable = new ArrayList<>();
        List<String> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            String name = open.removeLast();
            Field state = all.get(name);
            if (state != null && seen.add(name)) {
                reachable.add(state);
                open.addAll(targets(state.node()).reversed());
            }
        }
        reachable.forEach(state -> tasks.put(state.name(), names.unique(state.name())));
        all.values().stream()
                .filter(state -> !seen.contains(state.name()))
                .forEach(state -> state.lost("No way leads to the state `" + state.name() + "`; it was left out."));
        return reachable;
    }

    private List<String> targets(JsonNode state) {
        List<String> targets = new ArrayList<>();
        targets.add(state.path("Next").asText());
        state.path(words.choices())
                .forEach(rule -> targets.add(rule.path("Next").asText()));
        targets.add(state.path("Default").asText());
        state.path("Catch").forEach(rule -> targets.add(rule.path("Next").asText()));
        return targets;
    }

    /** What the task of a state is called. */
    public String task(Field state) {
        return tasks.getOrDefault(state.name(), state.name());
    }

    /** Where a task goes that is the last one. */
    public String end() {
        return nested ? "exit" : "end";
    }

    /** Where the task of a state goes. */
    public String next(Field state) {
        if (state.has("Next")) {
            state.get("End")
                    .filter(end -> end.node().asBoolean())
                    .ifPresent(end -> end.lost("A state has either `Next` or `End`; `Next` counts."));
            return state.get("Next").map(this::target).orElse(end());
        }
        if (!state.isTrue("End")) {
            state.different("The state has neither `Next` nor `End`; it ends here.");
        }
        return end();
    }

    /** The task of the state that a value names. */
    public String target(Field next) {
        String name = next.node().asText();
        String task = tasks.get(name);
        if (task == null) {
            next.lost("There is no state `" + name + "`; it ends here.");
            return end();
        }
        return task;
    }

    /** Keeps with a task what people say about its state and the rules in it. */
    public void note(Field state, ObjectNode task) {
        String name = words.remark().toLowerCase(Locale.ROOT);
        state.text(words.remark()).ifPresent(text -> Actions.note(task, name, TextNode.valueOf(text)));
        ArrayNode ofRules = JsonNodeFactory.instance.arrayNode();
        for (String list : List.of(words.choices(), "Retry", "Catch")) {
            state.peek(list)
                    .filter(field -> field.node().isArray())
                    .ifPresent(field -> field.elements()
                            .forEach(rule -> rule.text(words.remark()).ifPresent(ofRules::add)));
        }
        if (!ofRules.isEmpty()) {
            Actions.note(task, name + "s", ofRules);
        }
    }
}
