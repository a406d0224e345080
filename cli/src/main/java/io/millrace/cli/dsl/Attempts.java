package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done about the errors of an action.
 *
 * @param retries from the first that is asked to the last
 * @param catches from the first that is asked to the last
 */
public record Attempts(List<Retry> retries, List<Catch> catches) {

    /** Copies what it is given. */
    public Attempts {
        retries = List.copyOf(retries);
        catches = List.copyOf(catches);
    }

    /**
     * Tries again.
     *
     * @param tests which errors it is for
     * @param delay pause before the first retry, in seconds
     * @param factor what the pause grows by, at least 1
     * @param maxDelay longest pause, in seconds
     * @param count how often
     * @param jitter whether the pause varies
     */
    public record Retry(
            List<ErrorTest> tests,
            BigDecimal delay,
            double factor,
            Optional<BigDecimal> maxDelay,
            int count,
            boolean jitter) {}

    /**
     * Goes on elsewhere.
     *
     * @param tests which errors it is for
     * @param output what the state gives, computed on its input, with the error in {@code $error}
     * @param variables an object that is added to {@code $context}
     * @param then where to: a name of the same list, or a directive
     */
    public record Catch(List<ErrorTest> tests, Value output, Optional<Value> variables, String then) {}

    /**
     * Writes the action with what is done about its errors.
     *
     * @param name of the first task, which is the one others go to
     * @param then where to after success
     * @param names of the list it will stand in
     */
    public List<Task> around(String name, ObjectNode action, String then, Names names) {
        ObjectNode body = action;
        for (Retry retry : retries) {
            ObjectNode handler = Task.object();
            ErrorTest.write(retry.tests(), handler);
            handler.set("retry", policy(retry));
            body = tried(body, handler);
        }
        List<Task> tasks = new ArrayList<>();
        if (!catches.isEmpty()) {
            body = tried(body, catches.size() == 1 ? single() : several(names.unique(name + "-caught"), tasks));
        }
        body.put("then", then);
        tasks.addFirst(new Task(name, body));
        return tasks;
    }

    private static ObjectNode tried(ObjectNode body, ObjectNode handler) {
        ObjectNode task = Task.object("try", Task.list(List.of(new Task("attempt", body))));
        task.set("catch", handler);
        return task;
    }

    private static ObjectNode policy(Retry retry) {
        ObjectNode policy = Task.object("delay", seconds(retry.delay()));
        if (retry.factor() > 1) {
            ObjectNode exponential = Task.object();
            exponential.set("factor", number(BigDecimal.valueOf(retry.factor())));
            retry.maxDelay().ifPresent(longest -> exponential.set("maxDelay", seconds(longest)));
            policy.set("backoff", Task.object("exponential", exponential));
        }
        policy.set("limit", Task.object("attempt", Task.object().put("count", retry.count())));
        if (retry.jitter()) {
            ObjectNode jitter = Task.object("from", seconds(BigDecimal.ZERO));
            jitter.set("to", seconds(retry.delay()));
            policy.set("jitter", jitter);
        }
        return policy;
    }

    private ObjectNode single() {
        Catch only = catches.getFirst();
        ObjectNode handler = Task.object();
        ErrorTest.write(only.tests(), handler);
        if (!only.output().isData() || only.variables().isPresent()) {
            ObjectNode set = new Shape(Value.data(), Value.data(), only.variables()).around(Task.set(only.output()));
            handler.set("do", Task.list(List.of(new Task("caught", set))));
        }
        return handler.put("then", only.then());
    }

    /** {@code then} cannot depend on the error, so that a switch behind the try goes where the error leads. */
    private ObjectNode several(String router, List<Task> tasks) {
        ObjectNode handler = Task.object();
        List<ErrorTest> all =
                catches.stream().flatMap(caught -> caught.tests().stream()).toList();
        ErrorTest.write(all, handler);
        StringBuilder way = new StringBuilder();
        StringBuilder variables = new StringBuilder();
        ArrayNode cases = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < catches.size(); i++) {
            Catch caught = catches.get(i);
            String test = (i == 0 ? "if " : " elif ")
                    + ErrorTest.anyOf(caught.tests()).text() + " then ";
            way.append(test)
                    .append("{way: ")
                    .append(i + 1)
                    .append(", data: ")
                    .append(caught.output().toJq().operand())
                    .append('}');
            variables
                    .append(test)
                    .append(caught.variables().map(value -> value.toJq().text()).orElse("{}"));
            ObjectNode branch =
                    Task.object("when", "${ .way == " + (i + 1) + " }").put("then", caught.then());
            cases.add(Task.object("way" + (i + 1), branch));
        }
        Value chosen = new Value.Computed(
                Jq.compound(way.append(" else {way: 0, data: .} end").toString()));
        Optional<Value> exported =
                catches.stream().anyMatch(caught -> caught.variables().isPresent())
                        ? Optional.of(new Value.Computed(
                                Jq.compound(variables.append(" else {} end").toString())))
                        : Optional.empty();
        ObjectNode set = Task.set(chosen);
        exported.ifPresent(value -> set.set(
                "export",
                Task.object("as", "${ $input | $context + (" + value.toJq().text() + ") }")));
        handler.set("do", Task.list(List.of(new Task("caught", set))));
        ObjectNode routing = Task.object("switch", cases);
        routing.set("output", Task.object("as", "${ .data }"));
        tasks.add(new Task(router, routing));
        return handler.put("then", router);
    }

    /** A duration of so many seconds. */
    public static ObjectNode seconds(BigDecimal seconds) {
        return Task.object("seconds", number(seconds));
    }

    private static JsonNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0
                ? JsonNodeFactory.instance.numberNode(plain.longValue())
                : JsonNodeFactory.instance.numberNode(plain.doubleValue());
    }
}
