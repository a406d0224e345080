package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.Effect.Interest;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Waits for events and works on them one by one (language.md, 2.4 and decision 7). */
final class Listens {
    private static final String ENDING = "until/";

    private final Walk walk;
    private final Minutes minutes;

    Listens(Walk walk, Minutes minutes) {
        this.walk = walk;
        this.minutes = minutes;
    }

    void begin(Activation activation, Task.Listen listen, Variables variables) {
        JsonNode input = activation.input();
        Map<String, JsonNode> expected = new HashMap<>(Matching.expectations(listen.to(), "", input, variables));
        List<Interest> interests = new ArrayList<>(Matching.interests(listen.to(), "", expected));
        if (until(listen) instanceof Until.Seen(EventStrategy strategy)) {
            expected.putAll(Matching.expectations(strategy, ENDING, input, variables));
            interests.addAll(Matching.interests(strategy, ENDING, expected));
        }
        minutes.note(new RunEvent.ListenStarted(activation.position(), expected));
        minutes.send(new Effect.Subscribe(activation.position(), interests));
    }

    /** Why an event changes nothing; null when the task takes it. */
    static @Nullable RejectionCode refusal(Minutes minutes, RunInput.DeliverEvent delivered) {
        List<Activation> path = minutes.run().path(delivered.position());
        if (path.isEmpty()
                || !(path.getLast().phase() instanceof Phase.Listening(Vigil vigil))
                || vigil.closed()
                || vigil.knows(delivered.partition(), delivered.offset())) {
            return RejectionCode.STALE_EVENT;
        }
        return looked(minutes, path, vigil, delivered.event()) == null ? RejectionCode.OTHER_EVENT : null;
    }

    /**
     * What an event is to a task.
     *
     * @param ends whether it belongs to the events that end the waiting, and is no part of the output
     */
    private record Look(boolean ends, Matching.Match match) {}

    private static @Nullable Look looked(Minutes minutes, List<Activation> path, Vigil vigil, JsonNode event) {
        Activation activation = path.getLast();
        if (!(minutes.task(activation) instanceof Task.Listen listen)) {
            return null;
        }
        Variables variables = minutes.scope().during(listen.header(), path);
        if (until(listen) instanceof Until.Seen(EventStrategy strategy)) {
            Matching.Match match =
                    new Matching(strategy, ENDING, vigil.expected(), variables).of(event, vigil.ending());
            if (match != null) {
                return new Look(true, match);
            }
        }
        Matching.Match match = new Matching(listen.to(), "", vigil.expected(), variables).of(event, vigil.met());
        return match == null ? null : new Look(false, match);
    }

    /** Takes an event that was not refused. */
    void deliver(RunInput.DeliverEvent delivered) {
        List<Activation> path = minutes.run().path(delivered.position());
        if (!(path.getLast().phase() instanceof Phase.Listening(Vigil vigil))
                || !(minutes.task(path.getLast()) instanceof Task.Listen listen)) {
            return;
        }
        Look look = looked(minutes, path, vigil, delivered.event());
        if (look == null) {
            return;
        }
        int position = delivered.position();
        int partition = delivered.partition();
        long offset = delivered.offset();
        Matching.Match match = look.match();
        minutes.note(
                look.ends()
                        ? new RunEvent.EndingEventConsumed(
                                position, partition, offset, match.met(), match.expected(), match.enough())
                        : new RunEvent.EventConsumed(
                                position,
                                partition,
                                offset,
                                listen.read().of(delivered.event()),
                                match.met(),
                                match.expected(),
                                match.enough()));
        goOn(position, listen);
    }

    /** Goes on when the list for an event has ended. */
    void worked(Activation activation, JsonNode data) {
        if (minutes.task(activation) instanceof Task.Listen listen) {
            note(activation.position(), listen, data);
            if (minutes.atWork() && minutes.atWork(activation.position())) {
                goOn(activation.position(), listen);
            }
        }
    }

    private void goOn(int position, Task.Listen listen) {
        while (minutes.atWork()
                && minutes.atWork(position)
                && minutes.activation(position).phase() instanceof Phase.Listening(Vigil vigil)
                && vigil.current() == null) {
            if (vigil.queue().isEmpty()) {
                if (vigil.closed()) {
                    finish(position, listen, vigil);
                }
                return;
            }
            JsonNode item = vigil.queue().getFirst();
            minutes.note(new RunEvent.EventWorkStarted(position));
            if (listen.each() != null && listen.each().body() != null) {
                walk.goOnAt(new Place(position, 0, item));
                return;
            }
            note(position, listen, item);
        }
    }

    /** Notes what stands for an event in the output, and ends the waiting when that is enough. */
    private void note(int position, Task.Listen listen, JsonNode data) {
        List<Activation> path = minutes.run().path(position);
        try {
            JsonNode result = data;
            ForEachEvent each = listen.each();
            if (each != null) {
                Variables variables = minutes.scope().during(listen.header(), path);
                result = DataChecks.evaluate(each.flow().outputAs(), data, variables);
                DataChecks.check(each.flow().outputShape(), result, "The output for an event");
                if (each.flow().exportAs() != null) {
                    JsonNode context = each.flow().exportAs().evaluate(result, variables.with("output", result));
                    DataChecks.check(each.flow().exportShape(), context, "What is exported for an event");
                    minutes.note(new RunEvent.ContextReplaced(Scope.owner(path), context));
                }
            }
            minutes.note(new RunEvent.EventWorked(position, result));
            if (until(listen) instanceof Until.Holds(var condition)
                    && minutes.activation(position).phase() instanceof Phase.Listening(Vigil vigil)
                    && DataChecks.holds(
                            condition,
                            array(vigil.consumed()),
                            minutes.scope()
                                    .during(listen.header(), minutes.run().path(position)))) {
                minutes.note(new RunEvent.ListenClosed(position));
            }
        } catch (ExpressionException e) {
            walk.fail(position, Fault.expression(e.getMessage()));
        } catch (DataMismatch e) {
            walk.fail(position, e.fault());
        }
    }

    private void finish(int position, Task.Listen listen, Vigil vigil) {
        minutes.send(new Effect.Unsubscribe(position));
        walk.complete(position, array(vigil.consumed()), listen.header().then());
    }

    private static ArrayNode array(List<JsonNode> values) {
        return JsonNodeFactory.instance.arrayNode().addAll(values);
    }

    private static @Nullable Until until(Task.Listen listen) {
        return listen.to() instanceof EventStrategy.Any any ? any.until() : null;
    }
}
