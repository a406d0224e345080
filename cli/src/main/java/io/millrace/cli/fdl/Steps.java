package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Attempts;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Names;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.source.Field;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the steps of a flow of the old dialect, or of those inside a step, as a list of tasks. The data that goes from
 * task to task is what the dialect calls the input and the local variables of the parent, in one object.
 */
final class Steps {

    private static final int MOST_STEPS = 5_000;
    private static final int USUAL_WIDTH = 100;

    /** A step leaves its data as it was. */
    private static final Jq UNCHANGED = Jq.atomic("$input");

    private static final Roots ON_DATA = Roots.ofStep(Jq.DATA, Jq.DATA, false);
    private static final Roots ON_RESULT = Roots.ofStep(UNCHANGED, Jq.DATA, false);

    private final FlowActions actions;
    private final Errors errors;
    private final boolean nested;
    private final Names names = new Names();
    private final Map<String, String> taskNames = new LinkedHashMap<>();

    /**
     * @param nested whether the end of the list is not the end of the run
     */
    Steps(FlowActions actions, Errors errors, boolean nested) {
        this.actions = actions;
        this.errors = errors;
        this.nested = nested;
    }

    /** Keeps a name from being given to a task, because another task of the list has it. */
    void reserve(String name) {
        names.unique(name);
    }

    /** Reads the {@code steps} of a flow, a branch or an iteration. */
    List<Task> tasks(Field owner) {
        List<Field> steps = owner.get("steps").map(Field::elements).orElse(List.of());
        if (steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw owner.unreadable("`steps` must be a list of 1 to " + MOST_STEPS + " steps.");
        }
        List<String> order = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Field step : steps) {
            String given = step.text("name").orElse("step");
            String name = names.unique(given);
            order.add(name);
            taskNames.putIfAbsent(given, name);
            if (!known.add(given)) {
                step.different("There are two steps `" + given + "`; this one is called `" + name + "`.");
            }
        }
        List<List<Task>> tasks = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String following = i + 1 < steps.size() ? order.get(i + 1) : end();
            tasks.add(step(steps.get(i), order.get(i), following));
        }
        return Task.joined(tasks);
    }

    private String end() {
        return nested ? "exit" : "end";
    }

    private List<Task> step(Field step, String name, String following) {
        String next =
                step.isTrue("end") ? end() : step.get("goto").map(this::target).orElse(following);
        List<Task> tasks = switch (step.text("type").orElse("")) {
            case "pass" ->
                List.of(new Task(
                        name, shaped(step, Task.set(Value.data()), false).put("then", next)));
            case "wait" ->
                List.of(new Task(name, shaped(step, pause(step), false).put("then", next)));
            case "succeed" ->
                List.of(new Task(
                        name, shaped(step, Task.set(Value.data()), false).put("then", end())));
            case "fail" -> List.of(new Task(name, fail(step)));
            case "choice" -> choice(step, name, next);
            case "task" -> attempts(step).around(name, shaped(step, task(step), true), next, names);
            case "parallel" -> attempts(step).around(name, shaped(step, parallel(step), true), next, names);
            case "foreach" -> attempts(step).around(name, shaped(step, foreach(step), true), next, names);
            default -> {
                step.lost("There is no such type of step; the task faults in its place.");
                yield List.of(new Task(name, Actions.missing("The type of the step was not known.")));
            }
        };
        step.text("description")
                .ifPresent(text -> Actions.note(tasks.getFirst().body(), "description", TextNode.valueOf(text)));
        return tasks;
    }

    /**
     * The data around a step: what it gives is added to what there was.
     *
     * @param hasResult whether the step makes something new, which is added too where no mapping says what to add
     */
    private static ObjectNode shaped(Field step, ObjectNode task, boolean hasResult) {
        Optional<Value> input = isCallback(step)
                ? Optional.empty()
                : step.get("inputMappings").map(list -> Values.mappings(list, ON_DATA));
        Optional<Value> output = step.get("outputMappings").map(list -> Values.mappings(list, ON_RESULT));
        boolean givesList = task.has("fork") || task.has("for");
        Jq added = output.map(Value::toJq).orElse(hasResult && !givesList ? Jq.DATA : Jq.atomic("{}"));
        if (input.isEmpty()) {
            return added.text().equals("{}") && !hasResult ? task : as(task, plus(added));
        }
        task.set("input", Task.object("from", input.get().toNode()));
        if (!added.equals(Jq.DATA)) {
            as(task, added);
        }
        return as(Task.object("do", Task.list(List.of(new Task("act", task)))), plus(Jq.DATA));
    }

    private static boolean isCallback(Field step) {
        return step.node().path("type").asText().equals("task")
                && step.node().path("pattern").asText().equals("waitForCallback");
    }

    private static Jq plus(Jq added) {
        return added.text().equals("{}") ? UNCHANGED : Jq.compound(UNCHANGED.text() + " + " + added.operand());
    }

    private static ObjectNode as(ObjectNode task, Jq output) {
        task.set("output", Task.object("as", new Value.Computed(output).toNode()));
        return task;
    }

    private static ObjectNode pause(Field step) {
        Optional<Field> duration = step.get("duration");
        if (duration.isPresent()) {
            Value seconds = Values.source(duration.get(), ON_DATA);
            if (seconds instanceof Value.Fixed) {
                return Actions.pause(new Value.Fixed(JsonNodeFactory.instance.numberNode(
                        duration.get().number().map(BigDecimal::longValue).orElse(0L))));
            }
            return Actions.pause(seconds);
        }
        Optional<Field> time = step.get("timestamp");
        if (time.isEmpty()) {
            step.lost("It is not said how long to wait; the task faults in its place.");
            return Actions.missing("It was not said how long to wait.");
        }
        return Actions.pauseUntil(epochSeconds(time.get(), ON_DATA));
    }

    /** A time, written down or computed, in seconds since 1970. */
    static Jq epochSeconds(Field time, Roots roots) {
        if (time.node().asText().startsWith("$")) {
            return Jq.compound(Values.expression(time, roots).toJq().operand() + " | fromdate");
        }
        return FlowStates.parsed(time.node().asText())
                .map(seconds -> Jq.literal(JsonNodeFactory.instance.numberNode(seconds)))
                .orElseGet(() -> {
                    time.lost("`" + time.node().asText() + "` is not a time such as 2026-01-31T12:00:00Z; there is no"
                            + " pause in its place.");
                    return Jq.atomic("0");
                });
    }

    private static ObjectNode fail(Field step) {
        return Actions.raise(
                step.get("error")
                        .map(field -> Values.source(field, ON_DATA))
                        .orElse(new Value.Fixed(TextNode.valueOf("FnF.Failed"))),
                step.get("cause").map(field -> Values.source(field, ON_DATA)));
    }

    private ObjectNode task(Field step) {
        // A token is there only where it is handed over, not before.
        Value payload = isCallback(step)
                ? step.get("inputMappings")
                        .map(list -> Values.mappings(list, Roots.ofStep(Jq.DATA, Jq.DATA, true)))
                        .orElse(Value.data())
                : Value.data();
        ObjectNode task = actions.ofStep(step, payload);
        step.number("timeoutSeconds")
                .ifPresent(seconds ->
                        Actions.limit(task, new Value.Fixed(JsonNodeFactory.instance.numberNode(seconds.longValue()))));
        return task;
    }

    private List<Task> nested(Field owner) {
        return new Steps(actions, errors, true).tasks(owner);
    }

    private ObjectNode parallel(Field step) {
        List<Task> branches = new ArrayList<>();
        for (Field branch : step.get("branches").map(Field::elements).orElse(List.of())) {
            branches.add(new Task("branch" + (branches.size() + 1), Task.object("do", Task.list(nested(branch)))));
        }
        if (branches.isEmpty()) {
            step.lost("The step has no `branches`; the task faults in its place.");
            return Actions.missing("The step had no branches.");
        }
        return Task.object("fork", Task.object("branches", Task.list(branches)));
    }

    private ObjectNode foreach(Field step) {
        Optional<Field> mapping = step.get("iterationMapping");
        Optional<Field> collection = mapping.flatMap(field -> field.get("collection"));
        if (collection.isEmpty()) {
            step.lost("The step has no `iterationMapping.collection`; the task faults in its place.");
            return Actions.missing("The step had no collection.");
        }
        Map<String, Jq> names = new LinkedHashMap<>();
        mapping.flatMap(field -> field.text("item")).ifPresent(name -> names.put(name, Jq.atomic("$item")));
        mapping.flatMap(field -> field.text("index")).ifPresent(name -> names.put(name, Jq.atomic("$index")));
        Value taken = new Value.Computed(Jq.compound(". + " + Jq.object(names).text()));
        List<Task> body = new ArrayList<>(List.of(new Task("take", Task.set(taken))));
        Steps steps = new Steps(actions, errors, true);
        steps.reserve("take");
        body.addAll(steps.tasks(step));
        return Actions.iteration(Values.source(collection.get(), ON_DATA), USUAL_WIDTH, Task.object(), Task.list(body));
    }

    private Attempts attempts(Field step) {
        List<Attempts.Catch> catches = new ArrayList<>();
        Jq error = step.get("errorMappings")
                .map(list -> Values.mappings(
                        list, Roots.ofStep(Jq.DATA, Jq.atomic("{error: $error.title, cause: $error.detail}"), false)))
                .map(Value::toJq)
                .orElse(Jq.atomic("{}"));
        step.get("catch")
                .ifPresent(list -> list.elements()
                        .forEach(rule -> catches.add(new Attempts.Catch(
                                errors.tests(rule, Errors.Words.OF_STEPS),
                                error.text().equals("{}")
                                        ? Value.data()
                                        : new Value.Computed(Jq.compound(". + " + error.operand())),
                                Optional.empty(),
                                rule.get("goto").map(this::target).orElse(end())))));
        return new Attempts(errors.retries(step.get("retry"), Errors.Words.OF_STEPS), catches);
    }

    /** The steps of a choice stand behind it, one task for each way that has some. */
    private List<Task> choice(Field step, String name, String next) {
        Jq input = step.get("inputMappings")
                .map(list -> Values.mappings(list, ON_DATA).toJq())
                .orElse(Jq.DATA);
        Optional<Jq> output = step.get("outputMappings")
                .map(list -> Values.mappings(list, ON_RESULT).toJq());
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        List<Task> tasks = new ArrayList<>();
        int number = 0;
        for (Field way : step.get("choices").map(Field::elements).orElse(List.of())) {
            number++;
            String condition = way.get("condition")
                    .map(field -> Values.expression(field, Roots.ofStep(input, input, false))
                            .toJq()
                            .text())
                    .orElse("false");
            cases.add(Task.object(
                    "case" + number,
                    Task.object("when", "${ " + condition + " }")
                            .put("then", way(way, names.unique(name + "-case" + number), next, output, tasks))));
        }
        String otherwise = step.get("default")
                .map(way -> way(way, names.unique(name + "-default"), next, output, tasks))
                .orElse(next);
        cases.add(Task.object("otherwise", Task.object("then", otherwise)));
        tasks.addFirst(new Task(name, Task.object("switch", cases)));
        return tasks;
    }

    private String way(Field way, String name, String next, Optional<Jq> output, List<Task> tasks) {
        String target = way.get("goto").map(this::target).orElse(next);
        if (!way.has("steps")) {
            return target;
        }
        ObjectNode body = Task.object("do", Task.list(nested(way)));
        output.ifPresent(mapped -> as(body, plus(mapped)));
        tasks.add(new Task(name, body.put("then", target)));
        return name;
    }

    private String target(Field step) {
        String name = step.node().asText();
        String task = taskNames.get(name);
        if (task == null) {
            step.lost("There is no step `" + name + "` in this list; it ends here.");
            return end();
        }
        return task;
    }
}
