package io.millrace.executor.asyncapi;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recognises the messages that the step before has answered: until they are acknowledged the server sends them again. A
 * step that is performed again may find that some of them, or all, were acknowledged; so they are not counted, but
 * compared.
 */
final class MqttAnswered {
    private static final String ANSWERED = "answered";
    private static final int DIGEST_BYTES = 12;

    private final List<String> expected = new ArrayList<>();
    private final ArrayNode next = JsonNodeFactory.instance.arrayNode();

    /**
     * @param position that of the step before; missing when there was none
     */
    MqttAnswered(JsonNode position) {
        position.path(ANSWERED).forEach(digest -> expected.add(digest.asString("")));
    }

    /** Whether a message that arrives was answered before; true once for each of them. */
    boolean knows(Mqtt3Publish message) {
        return expected.remove(digest(message));
    }

    /** Whether all of them have arrived again. */
    boolean isComplete() {
        return expected.isEmpty();
    }

    /** Those that have not arrived again were acknowledged before; what is like them is new. */
    void complete() {
        expected.clear();
    }

    /** Remembers a message that is answered now. */
    void answer(Mqtt3Publish message) {
        next.add(digest(message));
    }

    /** Where the next step goes on. */
    ObjectNode position() {
        return JsonNodeFactory.instance.objectNode().set(ANSWERED, next);
    }

    private static String digest(Mqtt3Publish message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(message.getTopic().toString().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            digest.update(message.getPayloadAsBytes());
            return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest.digest(), DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
