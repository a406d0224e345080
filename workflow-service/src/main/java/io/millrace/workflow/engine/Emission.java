package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.program.ExpressionException;
import java.time.Instant;

/** Makes a whole CloudEvent of what an emit task says. */
final class Emission {
    private Emission() {}

    /**
     * The event, with everything that CloudEvents 1.0 requires. Its id is derived from run and task, so that a repeat
     * of the decision is the same event.
     *
     * @throws ExpressionException when the attributes are no object, or the type is missing
     */
    static JsonNode complete(JsonNode attributes, Active run, int position, Instant now) {
        if (!(attributes instanceof ObjectNode given) || !given.path("type").isTextual()) {
            throw new ExpressionException("An event needs at least a type (text), but this is " + attributes);
        }
        ObjectNode event = given.deepCopy();
        fill(event, "id", run.id() + "/" + position);
        fill(
                event,
                "source",
                "/tenants/" + run.tenant() + "/workflows/" + run.definition().name());
        fill(event, "specversion", "1.0");
        fill(event, "time", now.toString());
        return event;
    }

    private static void fill(ObjectNode event, String attribute, String value) {
        if (!event.hasNonNull(attribute)) {
            event.put(attribute, value);
        }
    }
}
