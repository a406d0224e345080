package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.ForEachEvent;
import io.millrace.workflow.program.TaskHeader;
import io.millrace.workflow.program.Variables;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works on what a task took, one after the other, and gathers what stands for it in the output. */
final class OneByOne {
    private final Walk walk;
    private final Minutes minutes;

    OneByOne(Walk walk, Minutes minutes) {
        this.walk = walk;
        this.minutes = minutes;
    }

    /** The task that takes things. */
    interface Taker {
        TaskHeader header();

        /** What is done with each; null when they are only gathered. */
        @Nullable
        ForEachEvent each();

        /**
         * Whether what was gathered is enough.
         *
         * @throws ExpressionException when that cannot be said
         */
        boolean enough(ArrayNode gathered, Variables variables);

        /** The fact that there is enough. */
        RunEvent closed(int position);

        /** Nothing is left to work on. */
        void idle(int position);
    }

    /** Goes on when the list for one of them has ended. */
    void worked(int position, Taker taker, JsonNode data) {
        note(position, taker, data);
        if (minutes.atWork() && minutes.atWork(position)) {
            goOn(position, taker);
        }
    }

    void goOn(int position, Taker taker) {
        while (minutes.atWork() && minutes.atWork(position)) {
            Vigil vigil = vigil(minutes.activation(position));
            if (vigil == null || vigil.current() != null) {
                return;
            }
            if (vigil.queue().isEmpty()) {
                taker.idle(position);
                return;
            }
            JsonNode item = vigil.queue().getFirst();
            minutes.note(new RunEvent.EventWorkStarted(position));
            if (taker.each() != null && taker.each().body() != null) {
                walk.goOnAt(new Place(position, 0, item));
                return;
            }
            note(position, taker, item);
        }
    }

    /** Notes what stands for one of them in the output, and takes no more when that is enough. */
    private void note(int position, Taker taker, JsonNode data) {
        List<Activation> path = minutes.run().path(position);
        TaskHeader header = taker.header();
        try {
            JsonNode result = data;
            ForEachEvent each = taker.each();
            if (each != null) {
                Variables variables = minutes.scope().during(header, path);
                result = DataChecks.evaluate(each.flow().outputAs(), data, variables);
                DataChecks.check(each.flow().outputShape(), result, "The output of `foreach`");
                if (each.flow().exportAs() != null) {
                    JsonNode context = each.flow().exportAs().evaluate(result, variables.with("output", result));
                    DataChecks.check(each.flow().exportShape(), context, "What `foreach` exports");
                    minutes.note(new RunEvent.ContextReplaced(Scope.owner(path), context));
                }
            }
            minutes.note(new RunEvent.EventWorked(position, result));
            Vigil vigil = vigil(minutes.activation(position));
            if (vigil != null
                    && taker.enough(
                            array(vigil.consumed()),
                            minutes.scope().during(header, minutes.run().path(position)))) {
                minutes.note(taker.closed(position));
            }
        } catch (ExpressionException e) {
            walk.fail(position, Fault.expression(e.getMessage()));
        } catch (DataMismatch e) {
            walk.fail(position, e.fault());
        }
    }

    static @Nullable Vigil vigil(Activation activation) {
        if (activation.phase() instanceof Phase.Receiving(Vigil vigil, Reception _)) {
            return vigil;
        }
        return activation.phase() instanceof Phase.Listening(Vigil vigil) ? vigil : null;
    }

    static ArrayNode array(List<JsonNode> values) {
        return JsonNodeFactory.instance.arrayNode().addAll(values);
    }
}
