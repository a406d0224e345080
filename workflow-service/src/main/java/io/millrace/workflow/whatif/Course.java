package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Engine;
import io.millrace.workflow.engine.Evolution;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Program;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run in memory: takes inputs as the engine would, keeps account of what follows, and lets no effect go anywhere. */
final class Course {
    private final WhatIf.Rules rules;
    private final Likeness likeness;
    private final Cast cast = new Cast();
    private final Trace trace;
    private final List<JsonNode> left = new ArrayList<>();
    private RunState state = new RunState.NotStarted();
    private @Nullable JsonNode result;
    private Cost cost = Cost.NONE;

    Course(Likeness likeness, WhatIf.Rules rules) {
        this.likeness = likeness;
        this.rules = rules;
        this.trace = new Trace(likeness);
    }

    /** Takes an input. */
    Decision feed(Program program, RunInput input, Instant now) {
        Decision decision = Engine.decide(program, state, input, now);
        if (!(decision instanceof Accepted accepted)) {
            return decision;
        }
        state = Evolution.evolve(state, accepted.events());
        Accepted all = accepted;
        if (state instanceof RunState.Active run) {
            Optional<RunInput.StateOutgrown> outgrown = rules.outgrown().apply(run);
            if (outgrown.isPresent() && Engine.decide(program, state, outgrown.get(), now) instanceof Accepted end) {
                state = Evolution.evolve(state, end.events());
                all = both(accepted, end);
            }
        }
        note(program, all);
        return all;
    }

    // As the engine does it: of a run that grew too large, only the emitted events leave.
    private static Accepted both(Accepted grown, Accepted end) {
        return new Accepted(
                Stream.concat(grown.events().stream(), end.events().stream()).toList(),
                Stream.concat(
                                grown.effects().stream().filter(Effect.PublishEvent.class::isInstance),
                                end.effects().stream())
                        .toList());
    }

    private void note(Program program, Accepted accepted) {
        for (Effect effect : accepted.effects()) {
            switch (effect) {
                case Effect.DispatchStep step -> {
                    if (step.arguments().at(Likeness.LEAVE).isMissingNode()) {
                        trace.asked(step.position(), likeness.ofArguments(step));
                    }
                }
                case Effect.StartChild child -> {
                    JsonNode asked = likeness.of(arguments(child));
                    trace.asked(child.parent().position(), asked);
                    if (!child.parent().awaits()) {
                        left.add(asked);
                    }
                }
                case Effect.PublishEvent publish -> left.add(likeness.ofEvent(publish.event()));
                case Effect.ContinueLater _,
                        Effect.AnswerWaiter _,
                        Effect.CancelStep _,
                        Effect.CancelChild _,
                        Effect.TellParent _,
                        Effect.Subscribe _,
                        Effect.Unsubscribe _ -> {
                    // Says nothing about what the run does.
                }
            }
        }
        for (RunEvent event : accepted.events()) {
            cast.take(program, event);
            trace.take(program, cast, event);
            count(event);
            result = result(event, result);
        }
    }

    private void count(RunEvent event) {
        if (event instanceof RunEvent.TaskStarted) {
            cost = new Cost(cost.tasks() + 1, cost.steps(), cost.stepMillis());
        } else if (event instanceof RunEvent.StepScheduled) {
            cost = new Cost(cost.tasks(), cost.steps() + 1, cost.stepMillis());
        } else if (event instanceof RunEvent.StepEnded ended) {
            cost = new Cost(cost.tasks(), cost.steps(), cost.stepMillis() + ended.millis());
        }
    }

    private @Nullable JsonNode result(RunEvent event, @Nullable JsonNode before) {
        if (event instanceof RunEvent.RunCompleted ended) {
            return likeness.of(ended.output());
        }
        if (event instanceof RunEvent.RunFaulted ended) {
            return likeness.of(ended.fault());
        }
        return event instanceof RunEvent.RunCancelled ? null : before;
    }

    static JsonNode arguments(Effect.StartChild child) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", child.namespace())
                .put("name", child.name())
                .put("version", child.version())
                .set("input", child.input());
    }

    RunState state() {
        return state;
    }

    Cast cast() {
        return cast;
    }

    Trace trace() {
        return trace;
    }

    Cost cost() {
        return cost;
    }

    /** Output or error of the run; null when it has none. */
    @Nullable
    JsonNode result() {
        return result;
    }

    /** Events emitted and runs started that nobody waits for, in order. */
    List<JsonNode> left() {
        return left;
    }
}
