package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.millrace.workflow.engine.Effect.Interest;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.EventStrategy.Until;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
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
    private final OneByOne oneByOne;

    Listens(Walk walk, Minutes minutes, OneByOne oneByOne) {
        this.walk = walk;
        this.minutes = minutes;
        this.oneByOne = oneByOne;
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
        oneByOne.goOn(position, new Events(this, listen));
    }

    /** Goes on when the list for an event has ended. */
    void worked(Activation activation, JsonNode data) {
        if (minutes.task(activation) instanceof Task.Listen listen) {
            oneByOne.worked(activation.position(), new Events(this, listen), data);
        }
    }

    /** A listening task as the taker of its events. */
    private record Events(Listens listens, Task.Listen task) implements OneByOne.Taker {
        @Override
        public TaskHeader header() {
            return task.header();
        }

        @Override
        public @Nullable ForEachEvent each() {
            return task.each();
        }

        @Override
        public boolean enough(ArrayNode gathered, Variables variables) {
            return until(task) instanceof Until.Holds(var condition)
                    && DataChecks.holds(condition, gathered, variables);
        }

        @Override
        public RunEvent closed(int position) {
            return new RunEvent.ListenClosed(position);
        }

        @Override
        public void idle(int position) {
            listens.idle(position, task);
        }
    }

    private void idle(int position, Task.Listen listen) {
        if (minutes.activation(position).phase() instanceof Phase.Listening(Vigil vigil) && vigil.closed()) {
            minutes.send(new Effect.Unsubscribe(position));
            walk.complete(
                    position, OneByOne.array(vigil.consumed()), listen.header().then());
        }
    }

    private static @Nullable Until until(Task.Listen listen) {
        return listen.to() instanceof EventStrategy.Any any ? any.until() : null;
    }
}
