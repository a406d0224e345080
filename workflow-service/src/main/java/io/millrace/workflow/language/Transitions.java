package io.millrace.workflow.language;

import io.millrace.workflow.expression.NearMiss;
import io.millrace.workflow.program.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Reads where a run goes, within one list of tasks.
 *
 * @param positions the index of each task of the list by its name
 * @param outwards what becomes of a way that is not simply on to the next task
 */
record Transitions(Map<String, Integer> positions, UnaryOperator<Transition> outwards) {

    /** What a task cannot be called, because {@code then} could not mean it. */
    static final List<String> DIRECTIVES = List.of("continue", "exit", "end");

    /** The {@code then} of something; {@link Transition.Continue} if it has none. */
    Transition of(Optional<Part> then) {
        Transition way = then.map(this::read).orElseGet(Transition.Continue::new);
        return way instanceof Transition.Continue ? way : outwards.apply(way);
    }

    private Transition read(Part then) {
        String target = then.text("`then`").orElse("continue");
        return switch (target) {
            case "continue" -> new Transition.Continue();
            case "exit" -> new Transition.Exit();
            case "end" -> new Transition.End();
            default -> {
                Integer index = positions.get(target);
                if (index == null) {
                    String hint =
                            NearMiss.hint(target, Stream.concat(positions.keySet().stream(), DIRECTIVES.stream()));
                    then.problem(
                            "There is no task `" + target + "` in this list; `then` is `continue`, `exit`, `end` or"
                                    + " the name of a task of the same list." + hint);
                    yield new Transition.Continue();
                }
                yield new Transition.GoTo(index, target);
            }
        };
    }
}
