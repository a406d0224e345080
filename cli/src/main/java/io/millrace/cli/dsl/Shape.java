package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What happens to the data around an action.
 *
 * @param input what the action gets, computed on the state's input
 * @param output what the state gives: computed on the action's result, with the state's input in {@code $input}
 * @param variables an object that is added to {@code $context}; computed on the action's result
 */
public record Shape(Value input, Value output, Optional<Value> variables) {

    /** The action with the data flow around it; in a list of its own where one task could not do all of it. */
    public ObjectNode around(ObjectNode action) {
        boolean inputIsNeeded = output.uses("input")
                || variables.filter(value -> value.uses("input")).isPresent();
        boolean resultIsNeeded = variables.isPresent() && !output.isData();
        if ((input.isData() || !inputIsNeeded) && !resultIsNeeded) {
            return with(action, input, output, variables);
        }
        ObjectNode inner = action;
        if (!input.isData()) {
            inner = with(action, input, Value.data(), Optional.empty());
            if (resultIsNeeded) {
                inner = Task.object("do", Task.list(List.of(new Task("act", inner))));
            }
        }
        if (resultIsNeeded) {
            inner = with(inner, Value.data(), Value.data(), variables);
        }
        ObjectNode outer = Task.object("do", Task.list(List.of(new Task("act", inner))));
        return with(outer, Value.data(), output, resultIsNeeded ? Optional.empty() : variables);
    }

    private static ObjectNode with(ObjectNode body, Value input, Value output, Optional<Value> variables) {
        if (!input.isData()) {
            body.set("input", Task.object("from", input.toNode()));
        }
        if (!output.isData()) {
            body.set("output", Task.object("as", output.toNode()));
        }
        variables.ifPresent(
                value -> body.set("export", Task.object("as", exported(value).toNode())));
        return body;
    }

    /** What {@code export.as} is for these variables: all others stay. */
    private static Value exported(Value variables) {
        return new Value.Computed(Jq.compound("$context + " + variables.toJq().operand()));
    }
}
