package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One task of a run that has begun and not ended. Activations form a tree: a task inside another one is its child.
 *
 * @param position its number within the run, from 1, in the order in which tasks began
 * @param task id of the task in its program
 * @param attempt of the innermost try around it, from 1
 * @param rawInput what came in
 * @param input what came in, transformed
 * @param startedAt when it began
 * @param phase what it is doing
 * @param context its own copy of {@code $context}, which everything inside it sees; null for that around it
 * @param children the tasks at work inside it
 */
public record Activation(
        int position,
        int task,
        int attempt,
        JsonNode rawInput,
        JsonNode input,
        Instant startedAt,
        Phase phase,
        @Nullable JsonNode context,
        List<Activation> children) {

    /** Copies the list it is given. */
    public Activation {
        children = List.copyOf(children);
    }

    /** Number of the step of this activation that an executor performs; 0 when none does. */
    public int stepAtWork() {
        return switch (phase) {
            case Phase.Performing _ -> attempt;
            case Phase.Summoning(boolean requesting) -> requesting ? attempt : 0;
            case Phase.Receiving(Vigil _, Reception reception) -> reception.asking() ? reception.step() : 0;
            case Phase.Entered _,
                    Phase.Leaving _,
                    Phase.Sleeping _,
                    Phase.Trying _,
                    Phase.Pausing _,
                    Phase.Catching _,
                    Phase.Looping _,
                    Phase.Spreading _,
                    Phase.Iterating _,
                    Phase.Forking _,
                    Phase.Listening _,
                    Phase.Awaiting _,
                    Phase.Compensating _ -> 0;
        };
    }

    Activation in(Phase next) {
        return new Activation(position, task, attempt, rawInput, input, startedAt, next, context, children);
    }

    Activation with(List<Activation> others) {
        return new Activation(position, task, attempt, rawInput, input, startedAt, phase, context, others);
    }

    Activation seeing(JsonNode replaced) {
        return new Activation(position, task, attempt, rawInput, input, startedAt, phase, replaced, children);
    }

    Activation plus(Activation child) {
        List<Activation> more = new ArrayList<>(children);
        more.add(child);
        return with(more);
    }

    /** The path from an activation in these trees down to the one at a position; empty when there is none. */
    static List<Activation> path(List<Activation> roots, int position) {
        for (Activation root : roots) {
            if (root.position == position) {
                return List.of(root);
            }
            List<Activation> below = path(root.children, position);
            if (!below.isEmpty()) {
                List<Activation> path = new ArrayList<>();
                path.add(root);
                path.addAll(below);
                return path;
            }
        }
        return List.of();
    }

    /** The trees with the activation at a position changed, or removed when the change gives null. */
    static List<Activation> change(List<Activation> roots, int position, UnaryOperator<@Nullable Activation> change) {
        List<Activation> changed = new ArrayList<>(roots.size());
        for (Activation root : roots) {
            if (root.position == position) {
                Activation replacement = change.apply(root);
                if (replacement != null) {
                    changed.add(replacement);
                }
            } else {
                changed.add(root.children.isEmpty() ? root : root.with(change(root.children, position, change)));
            }
        }
        return changed;
    }

    /** The attempt of the innermost try at work among these activations, from 1; 1 when there is none. */
    static int attemptAround(List<Activation> around) {
        for (int i = around.size() - 1; i >= 0; i--) {
            if (around.get(i).phase() instanceof Phase.Trying trying) {
                return trying.attempt();
            }
        }
        return 1;
    }
}
