package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.program.CallKind;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.Lifetime;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has executors receive messages, some at a time, and sifts them. Between two of their steps nothing is anywhere but in
 * the state: what was taken, and where the next step goes on.
 */
final class Subscriptions {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String SUBSCRIPTION = "subscription";
    private static final int MOST_MESSAGES = 100;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LONGEST_WAIT = 30_000;

    private final Walk walk;
    private final Minutes minutes;
    private final OneByOne oneByOne;
    private final Instant now;

    Subscriptions(Walk walk, Minutes minutes, OneByOne oneByOne, Instant now) {
        this.walk = walk;
        this.minutes = minutes;
        this.oneByOne = oneByOne;
        this.now = now;
    }

    /** A subscription as the taker of its messages. */
    private record Messages(Subscriptions subscriptions, Task.Subscribe task) implements OneByOne.Taker {
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
            Lifetime.Enough enough = task.lifetime().enough();
            return enough != null && DataChecks.holds(enough.condition(), gathered, variables) == enough.when();
        }

        @Override
        public RunEvent closed(int position) {
            return new RunEvent.SubscriptionClosed(position);
        }

        @Override
        public void idle(int position) {
            subscriptions.idle(position, task);
        }
    }

    void begin(Activation activation, Task.Subscribe task, Variables variables) {
        int position = activation.position();
        JsonNode input = activation.input();
        Expression amount = task.lifetime().amount();
        int most = amount == null ? 0 : most(amount.evaluate(input, variables));
        Expression millis = task.lifetime().millis();
        Duration time = millis == null
                ? null
                : Duration.ofMillis(millis.evaluate(input, variables).longValue());
        minutes.note(new RunEvent.SubscriptionStarted(
                position, task.arguments().evaluate(input, variables), most, time == null ? null : now.plus(time)));
        if (time != null) {
            minutes.setTimer(position, Timer.Purpose.SUBSCRIPTION_END, time);
        }
        idle(position, task);
    }

    private static int most(JsonNode amount) {
        if (!amount.canConvertToInt() || amount.intValue() < 1) {
            throw new ExpressionException(
                    "The amount of messages must be a whole number of at least 1, but it is " + amount + ".");
        }
        return amount.intValue();
    }

    /** Takes what a step received. */
    void received(int position, JsonNode answer) {
        Activation activation = minutes.activation(position);
        if (!(activation.phase() instanceof Phase.Receiving(Vigil vigil, Reception reception))
                || !(minutes.task(activation) instanceof Task.Subscribe task)) {
            return;
        }
        if (!answer.path("messages").isArray() || !answer.has("position")) {
            walk.fail(position, Fault.runtime("The executor answered neither messages nor where they go on."));
            return;
        }
        List<JsonNode> taken = new ArrayList<>();
        int missing = reception.most() - vigil.count();
        Fault fault = null;
        try {
            Variables variables =
                    minutes.scope().during(task.header(), minutes.run().path(position));
            for (JsonNode message : answer.path("messages")) {
                if (reception.most() > 0 && taken.size() == missing) {
                    break;
                }
                if (task.filter() == null || DataChecks.holds(task.filter(), message, variables)) {
                    taken.add(message);
                }
            }
        } catch (ExpressionException e) {
            fault = Fault.expression(e.getMessage());
        }
        minutes.note(new RunEvent.MessagesReceived(
                position,
                taken,
                answer.get("position"),
                answer.path("kept").booleanValue(),
                reception.most() > 0 && taken.size() == missing));
        if (fault == null) {
            oneByOne.goOn(position, new Messages(this, task));
        } else {
            walk.fail(position, fault);
        }
    }

    /** Goes on when the list for a message has ended. */
    void worked(Activation activation, JsonNode data) {
        if (minutes.task(activation) instanceof Task.Subscribe task) {
            oneByOne.worked(activation.position(), new Messages(this, task), data);
        }
    }

    /** Asks for no more messages; those that a step has received before still count. */
    void timeUp(int position) {
        minutes.note(new RunEvent.SubscriptionTimeUp(position));
        if (minutes.task(minutes.activation(position)) instanceof Task.Subscribe task) {
            oneByOne.goOn(position, new Messages(this, task));
        }
    }

    private void idle(int position, Task.Subscribe task) {
        Activation activation = minutes.activation(position);
        if (!(activation.phase() instanceof Phase.Receiving(Vigil vigil, Reception reception))) {
            return;
        }
        if (vigil.closed() || reception.ended()) {
            if (reception.kept()) {
                minutes.send(farewell(activation, reception, task.header()));
            }
            walk.complete(
                    position, OneByOne.array(vigil.consumed()), task.header().then());
        } else if (!reception.asking()) {
            minutes.dispatch(
                    minutes.run().path(position),
                    task.header(),
                    CallKind.ASYNCAPI,
                    with(reception, "receive", receive(task, vigil, reception)),
                    reception.step() + 1);
        }
    }

    private static ObjectNode receive(Task.Subscribe task, Vigil vigil, Reception reception) {
        boolean countable = reception.most() > 0 && task.filter() == null;
        ObjectNode receive = JSON.objectNode()
                .put("most", countable ? Math.min(MOST_MESSAGES, reception.most() - vigil.count()) : MOST_MESSAGES)
                .put("bytes", MOST_BYTES)
                .put("wait", LONGEST_WAIT);
        if (reception.until() != null) {
            receive.put("until", reception.until().toEpochMilli());
        }
        if (reception.place() != null) {
            receive.set("position", reception.place());
        }
        return receive;
    }

    private static ObjectNode with(Reception reception, String what, JsonNode how) {
        ObjectNode arguments = JSON.objectNode();
        reception.arguments().properties().forEach(each -> arguments.set(each.getKey(), each.getValue()));
        arguments.putObject(SUBSCRIPTION).set(what, how);
        return arguments;
    }

    /** A step that nobody waits for: what executors keep outside for a subscription is not needed any more. */
    static Effect farewell(Activation activation, Reception reception, TaskHeader header) {
        JsonNode place = reception.place() == null ? JSON.nullNode() : reception.place();
        return new Effect.DispatchStep(
                activation.position(),
                reception.step() + 1,
                header.pointer(),
                header.name(),
                CallKind.ASYNCAPI,
                with(reception, "leave", place),
                null);
    }
}
