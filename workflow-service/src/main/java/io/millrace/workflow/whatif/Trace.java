package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tasks of a run did, in the order in which they ended. */
final class Trace {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String OUT = "(out)";

    private final Likeness likeness;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<Integer, JsonNode> asked = new HashMap<>();
    private final Map<Integer, String> leaving = new HashMap<>();

    Trace(Likeness likeness) {
        this.likeness = likeness;
    }

    /**
     * What a task did.
     *
     * @param status completed, faulted, cancelled or skipped
     * @param result its output or error, null when there is none
     * @param asked what it asked with, when it asked somebody outside
     * @param way name of the task that followed, for a switch
     */
    record Line(
            Cast.Role role,
            String status,
            @Nullable JsonNode result,
            @Nullable JsonNode asked,
            @Nullable String way) {
        Line going(String next) {
            return new Line(role, status, result, asked, next);
        }

        JsonNode toJson() {
            ObjectNode json = JSON.objectNode().put("status", status);
            if (result != null) {
                json.set(status.equals("faulted") ? "error" : "output", result);
            }
            if (asked != null) {
                json.set("arguments", asked);
            }
            if (way != null) {
                json.put("way", way);
            }
            return json;
        }
    }

    /** Notes with what an activation asked somebody outside. */
    void asked(int position, JsonNode arguments) {
        asked.put(position, arguments);
    }

    /** Notes a fact; the cast knows it already. */
    void take(Program program, Cast cast, RunEvent event) {
        if (event instanceof RunEvent.TaskStarted started) {
            went(started.parent(), program.tasks().get(started.task()).header().name());
        } else if (event instanceof RunEvent.TaskSkipped skipped) {
            Cast.Role role = cast.skipped(program, skipped.task());
            went(role.parent(), role.header().name());
            lines.put(role.key(), new Line(role, "skipped", null, null, null));
        } else if (event instanceof RunEvent.TaskCompleted ended) {
            Cast.Role role = ended(cast, ended.position(), "completed", likeness.of(ended.output()));
            if (role != null && program.tasks().get(ended.task()) instanceof Task.Switch) {
                leaving.put(role.parent(), role.key());
            }
        } else if (event instanceof RunEvent.TaskFaulted ended) {
            ended(cast, ended.position(), "faulted", likeness.of(ended.fault()));
        } else if (event instanceof RunEvent.TaskCancelled ended) {
            ended(cast, ended.position(), "cancelled", null);
        } else if (event instanceof RunEvent.RunCompleted) {
            List.copyOf(leaving.keySet()).forEach(parent -> went(parent, OUT));
        } else {
            leftBy(event).ifPresent(position -> went(position, OUT));
        }
    }

    /** The activation whose list ended by a fact, so that no task of it follows. */
    private static Optional<Integer> leftBy(RunEvent event) {
        if (event instanceof RunEvent.ItemEnded ended) {
            return Optional.of(ended.position());
        } else if (event instanceof RunEvent.CompensationEnded ended) {
            return Optional.of(ended.position());
        } else if (event instanceof RunEvent.IterationStarted item) {
            return Optional.of(item.position());
        }
        return event instanceof RunEvent.EventWorked work ? Optional.of(work.position()) : Optional.empty();
    }

    private Cast.@Nullable Role ended(Cast cast, int position, String status, @Nullable JsonNode result) {
        went(position, OUT);
        Cast.Role role = cast.role(position);
        if (role != null) {
            lines.put(role.key(), new Line(role, status, result, asked.get(position), null));
        }
        return role;
    }

    private void went(int parent, String next) {
        String key = leaving.remove(parent);
        if (key != null) {
            lines.computeIfPresent(key, (_, line) -> line.going(next));
        }
    }

    List<Line> lines() {
        return new ArrayList<>(lines.values());
    }

    @Nullable
    Line line(String key) {
        return lines.get(key);
    }
}
