package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.dsl.Shape;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Untranslatable;
import io.millrace.cli.jsonpath.Comparison;
import io.millrace.cli.source.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads choice states. */
final class Choices {

    private static final Jq NEVER = Jq.atomic("false");

    private final DataRules rules;
    private final Names names;
    private final Function<Field, String> then;

    /**
     * @param names of the list the choice stands in
     * @param then what a name of a state is in {@code then}
     */
    Choices(DataRules rules, Names names, Function<Field, String> then) {
        this.rules = rules;
        this.names = names;
        this.then = then;
    }

    /** The switch, and what stands behind it: a task for each case that does more than go somewhere. */
    List<Task> tasks(String name) {
        Field state = rules.state();
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        List<Task> behind = new ArrayList<>();
        int number = 0;
        for (Field rule : state.get("Choices").map(Field::elements).orElse(List.of())) {
            number++;
            Jq condition = rules.isJsonata() ? jsonata(rule) : condition(rule, 0);
            ObjectNode branch = Task.object("when", "${ " + condition.text() + " }");
            cases.add(Task.object("case" + number, branch.put("then", way(name, rule, number, behind))));
        }
        cases.add(Task.object("otherwise", Task.object("then", otherwise(name, behind))));
        ObjectNode choice = Task.object("switch", cases);
        Value passed = rules.isJsonata() && anyHas("Output") ? Value.data() : rules.passed();
        List<Task> tasks = new ArrayList<>();
        tasks.add(new Task(name, new Shape(Value.data(), passed, rules.assigned(state)).around(choice)));
        tasks.addAll(behind);
        return tasks;
    }

    private boolean anyHas(String property) {
        return rules.state().node().path("Choices").valueStream().anyMatch(rule -> rule.has(property));
    }

    private String way(String name, Field rule, int number, List<Task> behind) {
        String target = rule.get("Next").map(then).orElse("continue");
        if (!rule.has("Next")) {
            rule.lost("The choice leads nowhere.");
        }
        Optional<Value> output = rules.isJsonata()
                ? rule.get("Output").map(field -> rules.templates().template(field, rules.input()))
                : Optional.empty();
        Optional<Value> variables = rules.assigned(rule);
        if (output.isEmpty() && variables.isEmpty()) {
            return target;
        }
        String between = names.unique(name + "-case" + number);
        ObjectNode set = new Shape(Value.data(), Value.data(), variables.map(Choices::onInput))
                .around(Task.set(output.orElse(Value.data())));
        behind.add(new Task(between, set.put("then", target)));
        return between;
    }

    private static Value onInput(Value variables) {
        return new Value.Computed(Jq.compound("$input | " + variables.toJq().operand()));
    }

    /** With Amazon it is an error when nothing matches. */
    private String otherwise(String name, List<Task> behind) {
        Optional<Field> otherwise = rules.state().get("Default");
        if (otherwise.isPresent()) {
            return then.apply(otherwise.get());
        }
        String nothing = names.unique(name + "-nothing");
        ObjectNode raise = Actions.raise(
                new Value.Fixed(new TextNode("States.NoChoiceMatched")),
                Optional.of(new Value.Fixed(new TextNode("No choice of the state " + name + " matched."))));
        behind.add(new Task(nothing, raise));
        return nothing;
    }

    private Jq jsonata(Field rule) {
        Optional<Field> condition = rule.get("Condition");
        if (condition.isEmpty()) {
            rule.lost("The choice has no `Condition` and is never taken.");
            return NEVER;
        }
        return condition.get().node().isBoolean()
                ? Jq.literal(condition.get().value())
                : rules.templates().expression(condition.get(), rules.input()).toJq();
    }

    private Jq condition(Field rule, int depth) {
        for (String both : List.of("And", "Or")) {
            if (rule.has(both)) {
                List<Jq> parts = new ArrayList<>();
                rule.get(both)
                        .ifPresent(list -> list.elements().forEach(part -> parts.add(condition(part, depth + 1))));
                String operator = both.equals("And") ? " and " : " or ";
                return parts.isEmpty()
                        ? NEVER
                        : Jq.compound(String.join(
                                operator, parts.stream().map(Jq::operand).toList()));
            }
        }
        Optional<Field> negated = rule.get("Not");
        if (negated.isPresent()) {
            return Jq.compound(condition(negated.get(), depth + 1).operand() + " | not");
        }
        Optional<String> variable = rule.text("Variable");
        Optional<Field> comparison = rule.node()
                .propertyStream()
                .map(Map.Entry::getKey)
                .filter(Comparison::isOne)
                .findFirst()
                .flatMap(rule::get);
        if (variable.isEmpty() || comparison.isEmpty()) {
            rule.lost("The choice compares nothing and is never taken.");
            return NEVER;
        }
        try {
            return Comparison.translate(
                    variable.get(), comparison.get().name(), comparison.get().value(), rules.input());
        } catch (Untranslatable untranslatable) {
            rule.lost("The choice was left out and is never taken: " + untranslatable.reason() + ".");
            return NEVER;
        }
    }
}
