package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Loop;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.Variables;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables that the expressions of a run see. Each is built when an expression asks for it, because most ask for
 * none (language.md, 2.2).
 */
final class Scope {
    /** The variable under which a task that undoes another one finds it. */
    static final String COMPENSATED = "compensated";
    /** The variable under which the request of a callback finds its token. */
    static final String CALLBACK = "callback";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode RUNTIME =
            JSON.objectNode().put("name", "millrace").put("version", "0.1.0").set("metadata", JSON.objectNode());

    private final Program program;
    private final Active run;
    private final Instant now;

    Scope(Program program, Active run, Instant now) {
        this.program = program;
        this.run = run;
        this.now = now;
    }

    /** For the workflow's own expressions. */
    Variables workflow() {
        return name -> common(name, List.of());
    }

    /**
     * For the expressions of a task that has not begun: its condition and its input.
     *
     * @param around the activations that it will be inside of, outermost first
     */
    Variables before(TaskHeader task, JsonNode rawInput, List<Activation> around) {
        return name -> name.equals("task") ? task(task, rawInput, now, null) : bound(name, around);
    }

    /** For the expressions of a task at work. */
    Variables during(TaskHeader task, List<Activation> path) {
        Activation activation = path.getLast();
        return name -> switch (name) {
            case "task" -> task(task, activation.rawInput(), activation.startedAt(), null);
            case "input" -> activation.input();
            case "authorization" -> Authorized.variable(program, task);
            default -> bound(name, path);
        };
    }

    /** For the expressions over a task's raw output. */
    Variables after(TaskHeader task, List<Activation> path, JsonNode rawOutput) {
        Activation activation = path.getLast();
        return name -> switch (name) {
            case "task" -> task(task, activation.rawInput(), activation.startedAt(), rawOutput);
            case "input" -> activation.input();
            case "authorization" -> Authorized.variable(program, task);
            default -> bound(name, path);
        };
    }

    /** {@code $context} as it is seen inside a path of activations. */
    JsonNode context(List<Activation> path) {
        int owner = owner(path);
        for (Activation activation : path) {
            JsonNode own = activation.context();
            if (activation.position() == owner && own != null) {
                return own;
            }
        }
        return run.context();
    }

    /** Position of the innermost activation with a copy of {@code $context}; 0 when it is that of the run. */
    static int owner(List<Activation> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            if (path.get(i).context() != null) {
                return path.get(i).position();
            }
        }
        return 0;
    }

    // What the tasks around bind is visible inside them; the innermost one wins.
    private @Nullable JsonNode bound(String name, List<Activation> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            Activation activation = path.get(i);
            JsonNode value = bound(name, activation, i == 0 ? null : path.get(i - 1));
            if (value != null) {
                return value;
            }
        }
        return common(name, path);
    }

    private @Nullable JsonNode bound(String name, Activation activation, @Nullable Activation around) {
        Task task = program.tasks().get(activation.task());
        return switch (activation.phase()) {
            case Phase.Catching(Fault fault) ->
                task instanceof Task.Try attempt && attempt.handler().as().equals(name) ? fault.toJson() : null;
            case Phase.Looping(JsonNode items, int index) ->
                task instanceof Task.For loop ? item(name, loop.loop(), items, index) : null;
            case Phase.Iterating(int index) ->
                task instanceof Task.Spread loop
                                && around != null
                                && around.phase() instanceof Phase.Spreading spreading
                        ? item(name, loop.loop(), spreading.items(), index)
                        : null;
            case Phase.Listening(Vigil vigil) ->
                task instanceof Task.Listen listen && listen.each() != null && vigil.current() != null
                        ? event(name, listen.each(), vigil.current(), vigil.count())
                        : null;
            case Phase.Receiving(Vigil vigil, Reception _) ->
                task instanceof Task.Subscribe subscribe && subscribe.each() != null && vigil.current() != null
                        ? event(name, subscribe.each(), vigil.current(), vigil.count())
                        : null;
            case Phase.Compensating(Compensation undone) ->
                name.equals(COMPENSATED)
                        ? JSON.objectNode()
                                .put("name", task.header().name())
                                .<ObjectNode>set("input", undone.input())
                                .set("output", undone.output() == null ? JSON.nullNode() : undone.output())
                        : null;
            case Phase.Summoning _ -> name.equals(CALLBACK) ? callback(activation.position()) : null;
            case Phase.Entered _,
                    Phase.Leaving _,
                    Phase.Performing _,
                    Phase.Sleeping _,
                    Phase.Trying _,
                    Phase.Pausing _,
                    Phase.Spreading _,
                    Phase.Forking _,
                    Phase.Awaiting _ -> null;
        };
    }

    private static @Nullable JsonNode item(String name, Loop loop, JsonNode items, int index) {
        if (name.equals(loop.each())) {
            return items.path(index);
        }
        return name.equals(loop.at()) ? JSON.numberNode(index) : null;
    }

    private static @Nullable JsonNode event(String name, ForEachEvent each, JsonNode current, int index) {
        if (name.equals(each.item())) {
            return current;
        }
        return name.equals(each.at()) ? JSON.numberNode(index) : null;
    }

    private JsonNode callback(int position) {
        String token = run.seed().token(run.id(), position);
        return JSON.objectNode().put("token", token).put("path", "/v1/tenants/" + run.tenant() + "/callbacks/" + token);
    }

    private @Nullable JsonNode common(String name, List<Activation> path) {
        return switch (name) {
            case "context" -> context(path);
            case "workflow" -> workflowDescriptor();
            case "runtime" -> RUNTIME;
            case "secrets" -> secrets();
            case Variables.NOW -> DecimalNode.valueOf(BigDecimal.valueOf(now.toEpochMilli(), 3));
            default -> null;
        };
    }

    /** Every secret by name; what stands in their place are references, the values are nowhere in the engine. */
    private JsonNode secrets() {
        ObjectNode secrets = JSON.objectNode();
        program.secrets().stream().sorted().forEach(name -> secrets.put(name, SecretReferences.to(name)));
        return secrets;
    }

    private JsonNode workflowDescriptor() {
        ObjectNode workflow = JSON.objectNode();
        workflow.put("id", run.id().toString());
        workflow.set("definition", program.definition());
        workflow.set("input", run.rawInput());
        workflow.set("startedAt", moment(run.startedAt()));
        return workflow;
    }

    private static JsonNode task(
            TaskHeader header, JsonNode rawInput, Instant startedAt, @Nullable JsonNode rawOutput) {
        ObjectNode task = JSON.objectNode();
        task.put("name", header.name());
        task.put("reference", header.pointer());
        task.set("definition", header.definition());
        task.set("input", rawInput);
        task.set("output", rawOutput == null ? JSON.nullNode() : rawOutput);
        task.set("startedAt", moment(startedAt));
        return task;
    }

    private static JsonNode moment(Instant instant) {
        ObjectNode moment = JSON.objectNode();
        moment.put("iso8601", instant.toString());
        moment.set(
                "epoch",
                JSON.objectNode().put("seconds", instant.getEpochSecond()).put("milliseconds", instant.toEpochMilli()));
        return moment;
    }
}
