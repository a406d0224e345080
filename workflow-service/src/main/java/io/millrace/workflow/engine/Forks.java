package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs branches side by side and puts together what comes of them (language.md, decision 5). */
final class Forks {
    private final Walk walk;
    private final Minutes minutes;

    Forks(Walk walk, Minutes minutes) {
        this.walk = walk;
        this.minutes = minutes;
    }

    void begin(Activation activation, Task.Fork fork) {
        minutes.note(new RunEvent.ForkStarted(activation.position()));
        for (int branch = 0; branch < fork.branches().tasks().size(); branch++) {
            walk.goOnAt(new Place(activation.position(), branch, activation.input()));
        }
    }

    void branchEnded(int position, TaskHeader branch, JsonNode output, JsonNode context) {
        if (!(minutes.task(minutes.activation(position)) instanceof Task.Fork fork)) {
            throw new IllegalStateException("only a fork has branches");
        }
        int index = fork.branches().indexOf(branch);
        minutes.note(new RunEvent.BranchEnded(position, index, output, context));
        Activation activation = minutes.activation(position);
        if (!(activation.phase() instanceof Phase.Forking(Map<Integer, Phase.Branch> ended))) {
            throw new IllegalStateException("a fork whose branch ended is forking");
        }
        if (fork.compete()) {
            minutes.giveUpInside(activation);
            join(position, List.of(context));
            walk.complete(position, output, fork.header().then());
        } else if (ended.size() == fork.branches().tasks().size()) {
            ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
            List<JsonNode> contexts = new ArrayList<>();
            for (int i = 0; i < ended.size(); i++) {
                Phase.Branch one = ended.get(i);
                if (one != null) {
                    outputs.add(one.output());
                    contexts.add(one.context());
                }
            }
            join(position, contexts);
            walk.complete(position, outputs, fork.header().then());
        }
    }

    private void join(int position, List<JsonNode> contexts) {
        List<Activation> path = minutes.run().path(position);
        JsonNode before = minutes.scope().context(path);
        JsonNode after = before;
        for (JsonNode context : contexts) {
            after = merged(before, after, context);
        }
        if (!after.equals(before)) {
            minutes.note(new RunEvent.ContextReplaced(Scope.owner(path), after));
        }
    }

    /** What a branch changed, on top of what the branches before it changed; the last one wins for each key. */
    private static JsonNode merged(JsonNode before, JsonNode soFar, JsonNode context) {
        if (context.equals(before)) {
            return soFar;
        }
        if (!(before instanceof ObjectNode old) || !(soFar instanceof ObjectNode others) || !context.isObject()) {
            return context;
        }
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        others.properties().forEach(property -> {
            boolean removed = old.has(property.getKey()) && !context.has(property.getKey());
            if (!removed) {
                merged.set(property.getKey(), property.getValue());
            }
        });
        context.properties().forEach(property -> {
            if (!property.getValue().equals(old.get(property.getKey()))) {
                merged.set(property.getKey(), property.getValue());
            }
        });
        return merged;
    }
}
