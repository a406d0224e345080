package io.millrace.cli.expression;

import io.millrace.cli.dsl.Jq;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where an expression stands: what the names in it refer to.
 *
 * @param state name of the state, as the source has it
 * @param input the state's input
 * @param result what the state's action gave
 * @param current which of the two {@code .} is, at the beginning of the expression
 * @param error the error that was caught
 * @param visible which of the variables {@link #CALLBACK} and {@link #ITEM} there are
 */
public record Surroundings(
        String state, Jq input, Jq result, Current current, Optional<Jq> error, Set<String> visible) {

    /** The variable that holds the token of a callback, in the call that hands it over. */
    public static final String CALLBACK = "callback";

    /** The variable that holds the item of an iteration. */
    public static final String ITEM = "item";

    /** Copies what it is given. */
    public Surroundings {
        visible = Set.copyOf(visible);
    }

    /** What {@code .} is. */
    public enum Current {
        /** The state's input. */
        INPUT,
        /** What the action gave; the state's input is then in {@code $input}. */
        RESULT
    }

    /** The error as Amazon's states and Alibaba's steps see it. */
    public static Jq errorOutput(String code, String detail) {
        return Jq.atomic("{" + code + ": (if $error.type | endswith(\"/errors/timeout\") then \"States.Timeout\" else"
                + " $error.title // \"States.TaskFailed\" end), " + detail + ": ($error.detail // \"\")}");
    }

    /** Around what is computed on the state's input. */
    public static Surroundings ofInput(String state) {
        return new Surroundings(state, Jq.DATA, Jq.NULL, Current.INPUT, Optional.empty(), Set.of());
    }

    /** Around what is computed on what the action gave. */
    public static Surroundings ofResult(String state) {
        return new Surroundings(state, Jq.atomic("$input"), Jq.DATA, Current.RESULT, Optional.empty(), Set.of());
    }

    /** Around what is computed on the state's input after an error. */
    public Surroundings withError(Jq caught) {
        return new Surroundings(state, input, result, current, Optional.of(caught), visible);
    }

    /** The same with another part of the input in its place. */
    public Surroundings withInput(Jq part) {
        return new Surroundings(state, part, result, current, error, visible);
    }

    /** The same where there is one variable more. */
    public Surroundings with(String variable) {
        Set<String> more = new TreeSet<>(visible);
        more.add(variable);
        return new Surroundings(state, input, result, current, error, more);
    }

    private Jq visible(String variable, String jq, String otherwise) throws Untranslatable {
        if (!visible.contains(variable)) {
            throw new Untranslatable(otherwise);
        }
        return Jq.atomic(jq);
    }

    /**
     * A part of what Amazon calls the context object.
     *
     * @param path names, from the outermost
     * @throws Untranslatable if a run of Millrace has nothing like it
     */
    public Jq context(List<String> path) throws Untranslatable {
        String two = path.size() < 2 ? String.join(".", path) : path.get(0) + "." + path.get(1);
        Jq found = switch (two) {
            case "Execution.Id", "Execution.Name" -> Jq.atomic("$workflow.id");
            case "Execution.Input" -> Jq.atomic("$workflow.input");
            case "Execution.StartTime" -> Jq.atomic("$workflow.startedAt.iso8601");
            case "State.Name" -> Jq.text(state);
            case "State.EnteredTime" -> Jq.atomic("$task.startedAt.iso8601");
            case "StateMachine.Name" -> Jq.atomic("$workflow.definition.document.name");
            case "Task.Token" ->
                visible(CALLBACK, "$callback.token", "the token is known only where a callback hands it over");
            case "Map.Item" -> item(path);
            default -> throw new Untranslatable("`" + String.join(".", path) + "` of the context has no counterpart");
        };
        for (String name : path.subList(two.equals("Map.Item") ? 3 : 2, path.size())) {
            found = found.field(name);
        }
        return found;
    }

    private Jq item(List<String> path) throws Untranslatable {
        return switch (path.size() < 3 ? "" : path.get(2)) {
            case "Value" -> visible(ITEM, "$item", "there is no item outside of a map");
            case "Index" -> visible(ITEM, "$index", "there is no item outside of a map");
            default -> throw new Untranslatable("`" + String.join(".", path) + "` of the context has no counterpart");
        };
    }
}
