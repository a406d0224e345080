package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Loop;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.time.Instant;
import java.util.List;

/** Runs a list for each item, one after the other or several at a time (language.md, section 2 and decision 9). */
final class Loops {
    /** Results that may lie ahead of the first item at work, beyond those at work: one slow item holds up no more. */
    private static final int LONGEST_LEAD = 1_000;

    private final Walk walk;
    private final Minutes minutes;
    private final Instant now;

    Loops(Walk walk, Minutes minutes, Instant now) {
        this.walk = walk;
        this.minutes = minutes;
        this.now = now;
    }

    void begin(List<Activation> path, Task.For loop, Variables variables) {
        Activation activation = path.getLast();
        turn(activation, loop, items(loop.loop(), activation, variables), 0, activation.input());
    }

    /** Goes on with the next item; the output of the one before it is its input. */
    void next(Activation activation, JsonNode data) {
        if (activation.phase() instanceof Phase.Looping(JsonNode items, int index)
                && minutes.task(activation) instanceof Task.For loop) {
            turn(activation, loop, items, index + 1, data);
        }
    }

    private void turn(Activation activation, Task.For loop, JsonNode items, int index, JsonNode data) {
        int position = activation.position();
        if (index >= items.size()) {
            walk.complete(position, data, loop.header().then());
            return;
        }
        minutes.note(new RunEvent.IterationStarted(position, items, index));
        Expression condition = loop.loop().whileHolds();
        if (condition != null) {
            try {
                Variables variables =
                        minutes.scope().during(loop.header(), minutes.run().path(position));
                if (!DataChecks.holds(condition, data, variables)) {
                    walk.complete(position, data, loop.header().then());
                    return;
                }
            } catch (ExpressionException e) {
                walk.fail(position, Fault.expression(e.getMessage()));
                return;
            }
        }
        walk.goOnAt(new Place(position, 0, data));
    }

    void begin(List<Activation> path, Task.Spread loop, Variables variables) {
        Activation activation = path.getLast();
        minutes.note(new RunEvent.SpreadStarted(activation.position(), items(loop.loop(), activation, variables)));
        fill(activation.position(), loop);
    }

    void itemEnded(List<Activation> path, JsonNode data) {
        settle(path, data, false);
    }

    void itemFailed(List<Activation> path, Fault fault) {
        Activation item = minutes.activation(path.getLast().position());
        minutes.giveUpInside(item);
        Activation around = minutes.activation(path.get(path.size() - 2).position());
        if (around.phase() instanceof Phase.Spreading spreading
                && minutes.task(around) instanceof Task.Spread loop
                && !loop.parallel()
                        .tolerance()
                        .exceededBy(spreading.failed() + 1, spreading.items().size())) {
            settle(path, JsonNodeFactory.instance.objectNode().set("error", fault.toJson()), true);
        } else {
            walk.passOn(around.position(), fault);
        }
    }

    private void settle(List<Activation> path, JsonNode result, boolean failed) {
        Activation item = path.getLast();
        int parent = path.get(path.size() - 2).position();
        if (item.phase() instanceof Phase.Iterating(int index) && minutes.task(item) instanceof Task.Spread loop) {
            minutes.note(new RunEvent.ItemEnded(parent, item.position(), index, result, failed));
            fill(parent, loop);
        }
    }

    /** Begins as many items as may be at work; ends the loop when all have ended. */
    private void fill(int position, Task.Spread loop) {
        while (minutes.activation(position).phase() instanceof Phase.Spreading spreading) {
            Activation activation = minutes.activation(position);
            int width = loop.parallel().width();
            if (spreading.sealed().size() == spreading.items().size()) {
                walk.complete(position, spreading.sealed().all(), loop.header().then());
                return;
            }
            if (activation.children().size() >= width
                    || spreading.next() >= spreading.items().size()
                    || spreading.next() - spreading.sealed().size() >= width + LONGEST_LEAD) {
                return;
            }
            int item = minutes.nextPosition();
            minutes.note(new RunEvent.ItemStarted(
                    position,
                    item,
                    activation.task(),
                    activation.attempt(),
                    spreading.next(),
                    activation.input(),
                    now));
            walk.goOnAt(new Place(item, 0, activation.input()));
        }
    }

    private static JsonNode items(Loop loop, Activation activation, Variables variables) {
        JsonNode items = loop.in().evaluate(activation.input(), variables);
        if (!items.isArray()) {
            throw new ExpressionException("A loop goes through an array, but `for.in` gave "
                    + (items.isNull() ? "null" : "a value of another kind") + ".");
        }
        return items;
    }
}
