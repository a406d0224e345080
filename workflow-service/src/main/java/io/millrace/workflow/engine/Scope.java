package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.engine.RunState.Active;
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
        return this::common;
    }

    /**
     * For the expressions of a task that has not begun: its condition and its input.
     *
     * @param around the activations that it will be inside of, outermost first
     */
    Variables before(TaskHeader task, JsonNode rawInput, List<Activation> around) {
        return name -> name.equals("task") ? task(task, rawInput, now, null) : caught(name, around);
    }

    /** For the expressions of a task at work. */
    Variables during(TaskHeader task, List<Activation> path) {
        Activation activation = path.getLast();
        return name -> switch (name) {
            case "task" -> task(task, activation.rawInput(), activation.startedAt(), null);
            case "input" -> activation.input();
            default -> caught(name, path);
        };
    }

    /** For the expressions over a task's raw output. */
    Variables after(TaskHeader task, List<Activation> path, JsonNode rawOutput) {
        Activation activation = path.getLast();
        return name -> switch (name) {
            case "task" -> task(task, activation.rawInput(), activation.startedAt(), rawOutput);
            case "input" -> activation.input();
            default -> caught(name, path);
        };
    }

    // An error caught around a task is visible in it under the name that its catch chose; the innermost one wins.
    private @Nullable JsonNode caught(String name, List<Activation> path) {
        for (int i = path.size() - 1; i >= 0; i--) {
            Activation activation = path.get(i);
            if (activation.phase() instanceof Phase.Catching(Fault fault)
                    && program.tasks().get(activation.task()) instanceof Task.Try attempt
                    && attempt.handler().as().equals(name)) {
                return fault.toJson();
            }
        }
        return common(name);
    }

    private @Nullable JsonNode common(String name) {
        return switch (name) {
            case "context" -> run.context();
            case "workflow" -> workflowDescriptor();
            case "runtime" -> RUNTIME;
            case "secrets" -> JSON.objectNode();
            case Variables.NOW -> DecimalNode.valueOf(BigDecimal.valueOf(now.toEpochMilli(), 3));
            default -> null;
        };
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
