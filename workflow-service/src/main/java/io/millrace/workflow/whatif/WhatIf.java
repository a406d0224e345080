package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.whatif.Comparison.NeedsResult;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what would have come of a run under another definition. The run is played twice, on a time of its own: once under
 * the definition that it had, to learn what its inputs were answers to, and once under the other one, which is answered
 * from that. Nothing here can reach the outside: what a run wants from it is only looked up.
 */
public final class WhatIf {
    private WhatIf() {}

    /**
     * How to compare.
     *
     * @param matchArguments whether a recorded answer counts only for a task that asks with the same arguments
     * @param outgrown what is to be said of a state that is larger than that of a run may be; empty when it is not
     */
    public record Rules(boolean matchArguments, Function<RunState.Active, Optional<RunInput.StateOutgrown>> outgrown) {}

    /**
     * Compares.
     *
     * @param draft the other definition
     * @param programs finds the versions that the run was pinned to; gives null for one that is not known any more
     * @param recording the run
     */
    public static Comparison compare(
            Program draft, Function<Identity, @Nullable Program> programs, Recording recording, Rules rules) {
        Likeness likeness = new Likeness(recording.start().id());
        Recollection then = new Recollection(likeness, rules);
        try {
            then.play(recording, programs);
            Rehearsal rehearsal = new Rehearsal(draft, then, likeness, rules);
            NeedsResult missing = rehearsal.run(recording);
            return missing == null ? compare(then.course(), rehearsal.course()) : missing;
        } catch (Recollection.Unreplayable e) {
            return new Comparison.Failed(String.valueOf(e.getMessage()));
        }
    }

    private static Comparison compare(Course then, Course now) {
        boolean same = then.state().status() == now.state().status()
                && Objects.equals(then.result(), now.result())
                && then.left().equals(now.left());
        return same
                ? new Comparison.Same(then.cost(), now.cost())
                : new Comparison.Different(
                        Differences.first(then.trace(), now.trace())
                                .orElseGet(() ->
                                        new Difference("", "", Difference.Kind.OUTCOME, outcome(then), outcome(now))),
                        then.cost(),
                        now.cost());
    }

    private static JsonNode outcome(Course course) {
        ObjectNode outcome = JsonNodeFactory.instance
                .objectNode()
                .put("status", course.state().status().word());
        JsonNode result = course.result();
        if (result != null) {
            outcome.set(outcome.path("status").asText().equals("faulted") ? "error" : "output", result);
        }
        return outcome;
    }
}
