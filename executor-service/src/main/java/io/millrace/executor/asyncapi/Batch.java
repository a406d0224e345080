package io.millrace.executor.asyncapi;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Messages that a step receives together, until they are as many as it may receive. Not for several threads. */
final class Batch {
    private final Portion portion;
    private final List<ObjectNode> messages = new ArrayList<>();
    private long bytes;
    private boolean full;

    Batch(Portion portion) {
        this.portion = portion;
    }

    /**
     * Takes a message if there is room for it, and for all before it.
     *
     * @return false when there is none, so that it is left to a later step
     */
    boolean take(Message message) {
        ObjectNode json = message.json();
        long size = json.toString().length();
        full |= !messages.isEmpty() && bytes + size > portion.bytes();
        if (full) {
            return false;
        }
        messages.add(json);
        bytes += size;
        full = messages.size() == portion.most();
        return true;
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    boolean isFull() {
        return full;
    }

    /**
     * What the step answers.
     *
     * @param position where the next one goes on
     * @param kept whether the server keeps something for the subscription
     */
    JsonNode answer(JsonNode position, boolean kept) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("messages").addAll(messages);
        answer.set("position", position);
        return answer.put("kept", kept);
    }
}
