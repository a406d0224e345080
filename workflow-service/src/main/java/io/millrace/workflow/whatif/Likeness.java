package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Fault;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Takes out of values what only says how many tasks began before: the tokens of callbacks and the ids of emitted events
 * hold the number of their task's activation, which changes with every task that is added in front.
 */
final class Likeness {
    /** Where the arguments of a step say how it receives messages. */
    static final String RECEIVE = "/subscription/receive";

    /** Where they say that a subscription has ended, which nobody answers. */
    static final String LEAVE = "/subscription/leave";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    /** Of a token (16 bytes of run, 4 of position, 18 of code) in base64url: what belongs to the run alone, and the rest. */
    private static final int OF_THE_RUN = 21;

    private static final int OF_THE_POSITION = 30;

    private final String run;
    private final String tokenStart;
    private final Pattern token;
    private final Pattern eventId;

    Likeness(RunId id) {
        run = id.toString();
        tokenStart = Base64.getUrlEncoder().encodeToString(id.bytes()).substring(0, OF_THE_RUN);
        token = Pattern.compile(Pattern.quote(tokenStart) + "[A-Za-z0-9_-]{" + OF_THE_POSITION + "}");
        eventId = Pattern.compile(Pattern.quote(run) + "/[0-9]+");
    }

    JsonNode of(JsonNode value) {
        return switch (value) {
            case TextNode text -> of(text);
            case ObjectNode object -> {
                ObjectNode like = JSON.objectNode();
                object.properties().forEach(member -> like.set(member.getKey(), of(member.getValue())));
                yield like;
            }
            case ArrayNode array -> {
                ArrayNode like = JSON.arrayNode();
                array.forEach(element -> like.add(of(element)));
                yield like;
            }
            default -> value;
        };
    }

    private TextNode of(TextNode text) {
        String value = text.textValue();
        if (value.contains(tokenStart)) {
            return JSON.textNode(token.matcher(value).replaceAll("token"));
        }
        return value.startsWith(run) && eventId.matcher(value).matches() ? JSON.textNode(run) : text;
    }

    /** With what a step is asked, without the moment at which a subscription ends, which moves with its beginning. */
    JsonNode ofArguments(Effect.DispatchStep step) {
        JsonNode like = of(step.arguments());
        if (like.at(RECEIVE) instanceof ObjectNode receive) {
            receive.remove("until");
        }
        return like;
    }

    /** An emitted event, without the time, which nobody but a clock decides. */
    JsonNode ofEvent(JsonNode event) {
        return of(event) instanceof ObjectNode like ? like.without("time") : event;
    }

    /** An error, without the pointer of the task that raised it, which changes with every task that is added in front. */
    JsonNode of(Fault fault) {
        return of(new Fault(fault.type(), fault.status(), fault.title(), fault.detail(), null).toJson());
    }
}
