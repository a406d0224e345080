package io.millrace.cli.fdl;

import io.millrace.cli.dsl.Jq;
import io.millrace.cli.expression.Untranslatable;
import java.util.List;
import java.util.Set;

/** What the names of a flow's variables refer to. */
interface Roots {

    /**
     * Where a path begins.
     *
     * @param jq what its first names come to
     * @param used how many of its names these are
     */
    record Root(Jq jq, int used) {}

    /**
     * Finds a variable.
     *
     * @param variable without {@code $}; may be empty
     * @param names the names after it
     * @throws Untranslatable if a run of Millrace has nothing like it
     */
    Root root(String variable, List<String> names) throws Untranslatable;

    /**
     * The variables of a state: {@code $Input}, {@code $Output} and {@code $Context}.
     *
     * @param state its name
     * @param visible which of the variables {@code callback}, {@code error} and {@code item} there are
     */
    static Roots ofState(String state, Jq input, Jq output, Set<String> visible) {
        return (variable, names) -> switch (variable) {
            case "Input" -> new Root(input, 0);
            case "Output" -> new Root(output, 0);
            case "Context" -> context(state, input, output, visible, names);
            default -> throw new Untranslatable("there is no variable `$" + variable + "`");
        };
    }

    private static Root context(String state, Jq input, Jq output, Set<String> visible, List<String> names)
            throws Untranslatable {
        String two = names.size() < 2 ? "" : names.get(0) + "." + names.get(1);
        return switch (two) {
            case "Execution.Name" -> new Root(Jq.atomic("$workflow.id"), 2);
            case "Execution.Input" -> new Root(Jq.atomic("$workflow.input"), 2);
            case "Current.Name" -> new Root(Jq.text(state), 2);
            case "Current.Input" -> new Root(input, 2);
            case "Current.Output" -> new Root(output, 2);
            case "Current.TaskToken" -> visible(visible, "callback", "$callback.token", 2);
            case "Current.Error" -> {
                visible(visible, "error", ".", 0);
                yield error(names);
            }
            case "Map.Item" -> visible(visible, "item", "$item", names.size() > 2 ? 3 : 2);
            default -> throw new Untranslatable("`$Context." + String.join(".", names) + "` has no counterpart there");
        };
    }

    private static Root visible(Set<String> visible, String variable, String jq, int used) throws Untranslatable {
        if (!visible.contains(variable)) {
            throw new Untranslatable("there is no " + variable + " where it stands");
        }
        return new Root(Jq.atomic(jq), used);
    }

    private static Root error(List<String> names) throws Untranslatable {
        return switch (names.size() < 3 ? "" : names.get(2)) {
            case "" -> new Root(Jq.atomic("{Code: $error.title, Detail: $error.detail}"), 2);
            case "Code" -> new Root(Jq.atomic("$error.title"), 3);
            case "Detail" -> new Root(Jq.atomic("$error.detail"), 3);
            default -> throw new Untranslatable("an error has `Code` and `Detail` only");
        };
    }

    /**
     * The variables of a step: {@code $}, {@code $input}, {@code $local} and {@code $context}.
     *
     * @param token whether a callback's token is there
     */
    static Roots ofStep(Jq input, Jq local, boolean token) {
        return (variable, names) -> switch (variable) {
            case "" -> new Root(input, 0);
            case "input" -> new Root(input, 0);
            case "local" -> new Root(local, 0);
            case "context" ->
                switch (String.join(".", names)) {
                    case "execution.name" -> new Root(Jq.atomic("$workflow.id"), 2);
                    case "task.token" ->
                        visible(token ? Set.of("callback") : Set.of(), "callback", "$callback.token", 2);
                    default ->
                        throw new Untranslatable("`$context." + String.join(".", names) + "` has no counterpart there");
                };
            default -> throw new Untranslatable("there is no variable `$" + variable + "`");
        };
    }
}
