package io.millrace.cli.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.cli.dsl.Actions;
import io.millrace.cli.dsl.Jq;
import io.millrace.cli.dsl.Shape;
import io.millrace.cli.dsl.Task;
import io.millrace.cli.dsl.Value;
import io.millrace.cli.expression.Surroundings;
import io.millrace.cli.source.Field;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a state by its type, but for where it leads.
 *
 * @param rules its data
 * @param wholeness what holds for the whole source
 */
record States(DataRules rules, Machine.Wholeness wholeness) {

    /** What Amazon allows at the same time where nothing is written. */
    private static final int INLINE_WIDTH = 40;

    private static final int DISTRIBUTED_WIDTH = 1_000;

    ObjectNode pass() {
        ObjectNode set = Task.set(rules.made());
        return new Shape(
                        Value.data(),
                        Value.data(),
                        rules.assigned(rules.state()).map(States::onInput))
                .around(set);
    }

    /** Variables that are computed on the state's input, where the output has already taken its place. */
    private static Value onInput(Value variables) {
        return new Value.Computed(Jq.compound("$input | " + variables.toJq().operand()));
    }

    ObjectNode succeed() {
        return Task.set(rules.passed());
    }

    ObjectNode fail() {
        return Actions.raise(text("Error").orElse(new Value.Fixed(new TextNode("States.Failed"))), text("Cause"));
    }

    private Optional<Value> text(String property) {
        Field state = rules.state();
        if (!rules.isJsonata() && state.has(property + "Path")) {
            return state.get(property + "Path").map(field -> rules.templates().expression(field, rules.input()));
        }
        return state.get(property).map(field -> rules.templates().template(field, rules.input()));
    }

    ObjectNode pause() {
        Field state = rules.state();
        ObjectNode wait;
        Optional<Value> seconds = rules.amount("Seconds");
        if (seconds.isPresent()) {
            wait = Actions.pause(seconds.get());
        } else {
            Optional<Value> time = text("Timestamp");
            if (time.isEmpty()) {
                state.lost("It is not said how long to wait; the task faults in its place.");
                return Actions.missing("It was not said how long to wait.");
            }
            wait = Actions.pauseUntil(seconds(time.get()));
        }
        return new Shape(Value.data(), rules.passed(), rules.assigned(state)).around(wait);
    }

    private Jq seconds(Value time) {
        if (time instanceof Value.Fixed(var written)) {
            try {
                return Jq.literal(JsonNodeFactory.instance.numberNode(
                        OffsetDateTime.parse(written.asText()).toEpochSecond()));
            } catch (DateTimeException invalid) {
                rules.state()
                        .peek("Timestamp")
                        .ifPresent(field -> field.lost("`" + written.asText()
                                + "` is not a time such as 2026-01-31T12:00:00Z; there is no pause in its place."));
                return Jq.atomic("0");
            }
        }
        return Jq.compound(time.toJq().operand() + " | fromdate");
    }

    ObjectNode task() {
        Optional<Value> timeout = rules.amount("TimeoutSeconds");
        Resources.Action action = wholeness.resources().action(rules);
        timeout.ifPresent(seconds -> Actions.limit(action.task(), seconds));
        return rules.around(Value.data(), action.result()).around(action.task());
    }

    ObjectNode parallel() {
        Value input = rules.payload(rules.isJsonata() ? "Arguments" : "Parameters");
        List<Task> branches = new ArrayList<>();
        for (Field branch : rules.state().get("Branches").map(Field::elements).orElse(List.of())) {
            ObjectNode body = Task.object("do", Task.list(nested(branch)));
            branch.text("Comment").ifPresent(comment -> Actions.note(body, "comment", Resources.text(comment)));
            branches.add(new Task("branch" + (branches.size() + 1), body));
        }
        if (branches.isEmpty()) {
            rules.state().lost("The state has no `Branches`; the task faults in its place.");
            return Actions.missing("The state had no branches.");
        }
        ObjectNode fork = Task.object("fork", Task.object("branches", Task.list(branches)));
        return rules.around(input, Jq.DATA).around(fork);
    }

    private List<Task> nested(Field machine) {
        return new Machine(wholeness, rules.templates(), true, rules.iterated()).tasks(machine);
    }

    ObjectNode map() {
        Field state = rules.state();
        Optional<Field> processor = state.first("ItemProcessor", "Iterator");
        if (processor.isEmpty()) {
            state.lost("The state has no `ItemProcessor`; the task faults in its place.");
            return Actions.missing("The state had no processor of items.");
        }
        boolean distributed = mode(processor.get());
        Value items = items();
        List<Task> body = new ArrayList<>();
        Optional<Field> batcher = state.get("ItemBatcher");
        Optional<Field> selector = state.first("ItemSelector", rules.isJsonata() ? "ItemSelector" : "Parameters");
        if (batcher.isPresent()) {
            items = batches(items, batcher.get());
            selector.ifPresent(
                    field -> field.lost("Items that are handed on in batches cannot be changed before; change"
                            + " them in the first state of the processor."));
            selector = Optional.empty();
        }
        Value item = selector.map(
                        field -> rules.templates().template(field, rules.input().with(Surroundings.ITEM)))
                .orElse(new Value.Computed(Jq.atomic("$item")));
        body.add(new Task("take", Task.set(item)));
        Machine machine = new Machine(wholeness, rules.templates(), true, true);
        machine.reserve("take");
        body.addAll(machine.tasks(processor.get()));
        processor
                .get()
                .text("Comment")
                .ifPresent(comment -> Actions.note(body.getFirst().body(), "comment", Resources.text(comment)));
        int most = distributed ? DISTRIBUTED_WIDTH : INLINE_WIDTH;
        int width = state.number("MaxConcurrency")
                .map(java.math.BigDecimal::intValue)
                .filter(given -> given > 0)
                .orElse(most);
        state.get("MaxConcurrencyPath")
                .ifPresent(path -> path.lost("How many items are at work at the same time has to be" + " written down; "
                        + most + " stands in its place."));
        ObjectNode loop = Actions.iteration(items, width, tolerance(), Task.list(body));
        return rules.around(Value.data(), Jq.DATA).around(loop);
    }

    /** Whether the iterations are executions of their own. */
    private static boolean mode(Field processor) {
        Optional<Field> config = processor.get("ProcessorConfig");
        boolean distributed = config.flatMap(field -> field.text("Mode"))
                .filter("DISTRIBUTED"::equals)
                .isPresent();
        config.flatMap(field -> field.get("ExecutionType"))
                .ifPresent(type -> type.different("Each iteration is a part of the run, not an execution of its own."));
        return distributed;
    }

    private Value items() {
        Field state = rules.state();
        state.get("ItemReader")
                .ifPresent(reader -> reader.lost("Items cannot be read from a store: read them by a task"
                        + " before this one. The items are taken from the input in its place."));
        state.get("ResultWriter")
                .ifPresent(writer ->
                        writer.lost("Results cannot be written to a store: write them by a" + " task after this one."));
        if (rules.isJsonata()) {
            return state.get("Items")
                    .map(field -> rules.templates().template(field, rules.input()))
                    .orElse(Value.data());
        }
        return state.get("ItemsPath")
                .map(field -> rules.templates().expression(field, rules.input()))
                .orElseGet(() -> new Value.Computed(rules.input().input()));
    }

    private Value batches(Value items, Field batcher) {
        Optional<Value> size = batcher.number("MaxItemsPerBatch")
                .map(number -> new Value.Fixed(JsonNodeFactory.instance.numberNode(Math.max(1, number.intValue()))));
        if (size.isEmpty()) {
            batcher.different("Without `MaxItemsPerBatch`, batches have 100 items.");
        }
        String shared = batcher.get("BatchInput")
                .map(field -> ", BatchInput: "
                        + rules.templates()
                                .template(field, rules.input())
                                .toJq()
                                .operand())
                .orElse("");
        String count = size.map(value -> value.toJq().text()).orElse("100");
        return new Value.Computed(Jq.atomic("[" + items.toJq().operand() + " as $all | range(0; $all | length; " + count
                + ") as $from | {Items: $all[$from:$from + " + count + "]" + shared + "}]"));
    }

    private ObjectNode tolerance() {
        Field state = rules.state();
        ObjectNode tolerance = Task.object();
        state.number("ToleratedFailureCount").ifPresent(count -> tolerance.put("count", count.intValue()));
        state.number("ToleratedFailurePercentage").ifPresent(percent -> {
            if (tolerance.isEmpty() && percent.doubleValue() <= 100) {
                tolerance.put("percent", percent.doubleValue());
            } else {
                state.peek("ToleratedFailurePercentage")
                        .ifPresent(field ->
                                field.lost("Either a count or a percentage up to 100 of failures can be tolerated."));
            }
        });
        return tolerance;
    }
}
