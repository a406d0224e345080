package io.millrace.cli.dsl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Tasks that have something done elsewhere. */
public final class Actions {

    private Actions() {}

    /**
     * A call of a declared function.
     *
     * @param function as {@link Functions#declare} named it
     */
    public static ObjectNode function(String function, Value payload) {
        ObjectNode call = Task.object("call", function);
        call.set("with", Task.object("payload", payload.toNode()));
        return call;
    }

    /**
     * A run of another definition.
     *
     * @param name as {@link Names#document} makes it
     */
    public static ObjectNode workflow(String name, Value input, boolean await) {
        ObjectNode workflow =
                Task.object("namespace", "default").put("name", name).put("version", "latest");
        workflow.set("input", input.toNode());
        ObjectNode run = Task.object("workflow", workflow);
        if (!await) {
            run.put("await", false);
        }
        return Task.object("run", run);
    }

    /**
     * A wait for somebody outside, who is told the token in {@code $callback.token}.
     *
     * @param request the call that hands the token over; without one the task faults
     * @param heartbeat longest time between two signs of life, in seconds
     */
    public static ObjectNode callback(ObjectNode request, Optional<Value> heartbeat) {
        if (!request.has("call")) {
            return missing("Only a call can hand a token over.");
        }
        ObjectNode with = Task.object("request", request);
        heartbeat.ifPresent(seconds -> with.set("heartbeat", duration(seconds)));
        ObjectNode call = Task.object("call", "callback");
        call.set("with", with);
        return call;
    }

    /**
     * An iteration over items at the same time, whose output is the array of results.
     *
     * @param in gives the items
     * @param most how many at the same time
     * @param tolerance {@code {count}} or {@code {percent}}; empty for none
     * @param body what is done for {@code $item}
     */
    public static ObjectNode iteration(Value in, int most, ObjectNode tolerance, JsonNode body) {
        ObjectNode loop = Task.object("each", "item").put("at", "index");
        loop.set("in", new Value.Computed(in.toJq()).toNode());
        ObjectNode extension = Task.object().put("parallel", Math.clamp(most, 1, 1_000));
        if (!tolerance.isEmpty()) {
            extension.set("tolerate", tolerance);
        }
        ObjectNode task = Task.object("for", loop);
        task.set("do", body);
        task.set("metadata", Task.object("millrace", extension));
        return task;
    }

    /** An error that a state raises by itself. */
    public static ObjectNode raise(Value code, Optional<Value> detail) {
        ObjectNode error = Task.object();
        if (code instanceof Value.Fixed(JsonNode value)) {
            error.put("type", "urn:millrace:imported:" + Names.valid(value.asText()));
        } else {
            error.put("type", "urn:millrace:imported:computed");
        }
        error.put("status", 500);
        error.set("title", code.toNode());
        detail.ifPresent(text -> error.set("detail", text.toNode()));
        return Task.object("raise", Task.object("error", error));
    }

    /** What stands for something that could not be brought over and must not be passed over silently. */
    public static ObjectNode missing(String what) {
        ObjectNode error = Task.object("type", ErrorTest.STANDARD + "configuration")
                .put("status", 400)
                .put("title", "Not imported")
                .put("detail", what);
        return Task.object("raise", Task.object("error", error));
    }

    /** A pause of so many seconds. */
    public static ObjectNode pause(Value seconds) {
        return Task.object("wait", duration(seconds));
    }

    /**
     * A pause until a time.
     *
     * @param epochSeconds gives seconds since 1970
     */
    public static ObjectNode pauseUntil(Jq epochSeconds) {
        return Task.object("wait", "${ {seconds: ([" + epochSeconds.operand() + " - now, 0] | max)} }");
    }

    /** A duration of so many seconds. */
    public static JsonNode duration(Value seconds) {
        return seconds instanceof Value.Fixed(JsonNode number) && number.isNumber()
                ? Task.object("seconds", number)
                : new Value.Computed(Jq.atomic("{seconds: " + seconds.toJq().operand() + "}")).toNode();
    }

    /** Adds a limit of time to a task. */
    public static void limit(ObjectNode task, Value seconds) {
        task.set("timeout", Task.object("after", duration(seconds)));
    }

    /** Adds something to the metadata of a task. */
    public static void note(ObjectNode task, String name, JsonNode value) {
        ObjectNode metadata = task.get("metadata") instanceof ObjectNode there ? there : Task.object();
        metadata.set(name, value);
        task.set("metadata", metadata);
    }
}
