package io.millrace.cli.fdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Attempts;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.machine.Ways;
import io.millrace.cli.source.Field;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the states of a flow of the new dialect, or of one inside a state, as a list of tasks. */
final class FlowStates {

    private static final Ways.Words WORDS = new Ways.Words("Branches", "Description");
    private static final int USUAL_WIDTH = 40;
    private static final Jq BY_BRANCH =
            Jq.compound("[range(0; length) as $i | {(\"Branch\" + ($i | tostring)): .[$i]}] | add");

    private final FlowActions actions;
    private final Errors errors;
    private final boolean iterated;
    private final Ways ways;

    /**
     * @param nested whether the end of the list is not the end of the run
     * @param iterated whether it is done for each of several items
     */
    FlowStates(FlowActions actions, Errors errors, boolean nested, boolean iterated) {
        this.actions = actions;
        this.errors = errors;
        this.iterated = iterated;
        this.ways = new Ways(WORDS, nested);
    }

    /** Keeps a name from being given to a task, because another task of the list has it. */
    void reserve(String name) {
        ways.names().unique(name);
    }

    /** Reads an object with {@code StartAt} and {@code States}. */
    List<Task> tasks(Field machine) {
        Map<String, Field> all = new LinkedHashMap<>();
        for (Field state : machine.get("States").map(Field::elements).orElse(List.of())) {
            String name = state.text("Name").orElse("state");
            if (all.putIfAbsent(name, new Field(state.node(), state.pointer(), name, state.ledger())) != null) {
                state.lost("There are two states `" + name + "`; this one was left out.");
            }
        }
        if (all.isEmpty() || all.size() > Ways.MOST_STATES) {
            throw machine.unreadable("A flow needs `States`, a list of 1 to " + Ways.MOST_STATES + ".");
        }
        String start = machine.text("StartAt").orElse("");
        if (!all.containsKey(start)) {
            throw machine.unreadable("`StartAt` must name one of the `States`.");
        }
        List<List<Task>> tasks = new ArrayList<>();
        ways.enter(start, all).forEach(state -> tasks.add(state(state)));
        return Task.joined(tasks);
    }

    private List<Task> state(Field state) {
        String name = ways.task(state);
        List<Task> tasks = switch (state.text("Type").orElse("")) {
            case "Pass" -> plain(name, state, Task.set(Value.data()));
            case "Wait" -> plain(name, state, pause(state));
            case "Succeed" ->
                List.of(new Task(
                        name, shaped(state, Task.set(Value.data()), Jq.DATA).put("then", ways.end())));
            case "Fail" -> List.of(new Task(name, fail(state)));
            case "Choice" -> choice(name, state);
            case "Task" -> {
                Optional<BigDecimal> timeout =
                        state.first("TimeoutSeconds", "Timeout").flatMap(Field::number);
                boolean waits = state.node().path("TaskMode").asText().equals("WaitForCustomCallback");
                FlowActions.Action action = actions.ofState(state, waits ? roots(state, "callback") : roots(state));
                timeout.filter(seconds -> seconds.signum() > 0)
                        .ifPresent(seconds -> Actions.limit(action.task(), fixed(seconds.longValue())));
                yield attempts(state)
                        .around(name, shaped(state, action.task(), action.result()), ways.next(state), ways.names());
            }
            case "Parallel" ->
                attempts(state).around(name, shaped(state, parallel(state), BY_BRANCH), ways.next(state), ways.names());
            case "Map" ->
                attempts(state)
                        .around(
                                name,
                                shaped(state, map(state), Jq.atomic("{Items: .}")),
                                ways.next(state),
                                ways.names());
            default -> {
                state.lost("There is no such type of state; the task faults in its place.");
                yield List.of(new Task(name, Actions.missing("The type of the state was not known.")));
            }
        };
        ways.note(state, tasks.getFirst().body());
        return tasks;
    }

    private static Value fixed(long number) {
        return new Value.Fixed(JsonNodeFactory.instance.numberNode(number));
    }

    /** On what the input constructor made, which is what the task itself sees. */
    private Roots roots(Field state, String... more) {
        Set<String> visible = new LinkedHashSet<>(List.of(more));
        if (iterated) {
            visible.add("item");
        }
        return Roots.ofState(state.name(), Jq.DATA, Jq.NULL, visible);
    }

    private List<Task> plain(String name, Field state, ObjectNode task) {
        return List.of(new Task(name, shaped(state, task, Jq.DATA).put("then", ways.next(state))));
    }

    private ObjectNode shaped(Field state, ObjectNode task, Jq result) {
        state.get("InputConstructor")
                .ifPresent(field -> task.set(
                        "input",
                        Task.object("from", Values.template(field, roots(state)).toNode())));
        Value output = state.get("OutputConstructor")
                .map(field -> Values.template(
                        field,
                        Roots.ofState(
                                state.name(), Jq.atomic("$input"), Jq.DATA, iterated ? Set.of("item") : Set.of())))
                .orElse(Value.data());
        Value made = output.isData() ? new Value.Computed(result) : output.after(result);
        if (!made.isData()) {
            task.set("output", Task.object("as", made.toNode()));
        }
        return task;
    }

    private ObjectNode pause(Field state) {
        Optional<Value> seconds = Values.member(state, roots(state), "Seconds")
                .filter(value -> !(value instanceof Value.Fixed(JsonNode node)) || node.isNumber());
        if (seconds.isPresent()) {
            return Actions.pause(seconds.get());
        }
        Optional<Field> time = state.get("UntilDateTime");
        if (time.isEmpty()) {
            state.lost("It is not said how long to wait; the task faults in its place.");
            return Actions.missing("It was not said how long to wait.");
        }
        return Actions.pauseUntil(Steps.epochSeconds(time.get(), roots(state)));
    }

    private ObjectNode fail(Field state) {
        Roots roots = roots(state);
        return Actions.raise(
                Values.member(state, roots, "Code").orElse(new Value.Fixed(TextNode.valueOf("FnF.Failed"))),
                Values.member(state, roots, "Detail"));
    }

    private List<Task> choice(String name, Field state) {
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        int number = 0;
        for (Field branch : state.get("Branches").map(Field::elements).orElse(List.of())) {
            number++;
            String condition = branch.get("Condition")
                    .map(field -> Values.expression(field, roots(state)).toJq().text())
                    .orElse("false");
            String target = branch.get("Next").map(ways::target).orElse(ways.end());
            cases.add(Task.object(
                    "case" + number,
                    Task.object("when", "${ " + condition + " }").put("then", target)));
        }
        Optional<Field> otherwise = state.get("Default");
        if (otherwise.isEmpty()) {
            state.different("There is no `Default`; when nothing matches, it ends here.");
        }
        cases.add(Task.object(
                "otherwise", Task.object("then", otherwise.map(ways::target).orElse(ways.end()))));
        return List.of(new Task(name, shaped(state, Task.object("switch", cases), Jq.DATA)));
    }

    private ObjectNode parallel(Field state) {
        List<Task> branches = new ArrayList<>();
        for (Field branch : state.get("Branches").map(Field::elements).orElse(List.of())) {
            branches.add(new Task("branch" + branches.size(), Task.object("do", Task.list(nested(branch)))));
        }
        if (branches.isEmpty()) {
            state.lost("The state has no `Branches`; the task faults in its place.");
            return Actions.missing("The state had no branches.");
        }
        return Task.object("fork", Task.object("branches", Task.list(branches)));
    }

    private List<Task> nested(Field machine) {
        return new FlowStates(actions, errors, true, iterated).tasks(machine);
    }

    private ObjectNode map(Field state) {
        Optional<Field> processor = state.get("Processor");
        if (processor.isEmpty()) {
            state.lost("The state has no `Processor`; the task faults in its place.");
            return Actions.missing("The state had no processor of items.");
        }
        Value items = state.get("ItemsPath")
                .map(field -> Values.expression(field, roots(state)))
                .orElse(Value.data());
        Value item = state.get("ItemConstructor")
                .map(field -> Values.template(field, roots(state, "item")))
                .orElse(new Value.Computed(Jq.atomic("$item")));
        List<Task> body = new ArrayList<>(List.of(new Task("take", Task.set(item))));
        FlowStates machine = new FlowStates(actions, errors, true, true);
        machine.reserve("take");
        body.addAll(machine.tasks(processor.get()));
        // The documentation spells it in two ways.
        int width = state.first("MaxConcurrency", "MaxConcuccency")
                .flatMap(Field::number)
                .map(BigDecimal::intValue)
                .filter(most -> most > 0)
                .orElse(USUAL_WIDTH);
        ObjectNode tolerance = Task.object();
        state.number("ToleratedFailureCount").ifPresent(count -> tolerance.put("count", count.intValue()));
        if (tolerance.isEmpty()) {
            state.number("ToleratedFailurePercentage")
                    .filter(percent -> percent.intValue() <= 100)
                    .ifPresent(percent -> tolerance.put("percent", percent.doubleValue()));
        }
        return Actions.iteration(items, width, tolerance, Task.list(body));
    }

    private Attempts attempts(Field state) {
        List<Attempts.Catch> catches = new ArrayList<>();
        state.get("Catch")
                .ifPresent(list -> list.elements().forEach(rule -> {
                    Value output = rule.get("OutputConstructor")
                            .map(field -> Values.template(field, roots(state, "error")))
                            .orElse(Value.data());
                    catches.add(new Attempts.Catch(
                            errors.tests(rule, Errors.Words.OF_STATES),
                            output,
                            Optional.empty(),
                            rule.get("Next").map(ways::target).orElse(ways.end())));
                }));
        return new Attempts(errors.retries(state.get("Retry"), Errors.Words.OF_STATES), catches);
    }

    static Optional<Long> parsed(String time) {
        try {
            return Optional.of(OffsetDateTime.parse(time).toEpochSecond());
        } catch (DateTimeException invalid) {
            return Optional.empty();
        }
    }
}
