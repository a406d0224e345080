package io.millrace.executor.asyncapi;

import io.millrace.executor.step.StepJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message.
 *
 * @param payload any value; of a received one that is no JSON its text, or its bytes in base 64
 * @param headers texts by name
 */
record Message(JsonNode payload, ObjectNode headers) {

    /** Reads what was received. */
    static Message received(byte[] payload, ObjectNode headers) {
        return new Message(read(payload), headers);
    }

    private static JsonNode read(byte[] payload) {
        try {
            JsonNode json = StepJson.MAPPER.readTree(payload);
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (JacksonException notJson) {
            // It need not be.
        }
        try {
            return JsonNodeFactory.instance.stringNode(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException notText) {
            return JsonNodeFactory.instance.stringNode(Base64.getEncoder().encodeToString(payload));
        }
    }

    /** The payload as it travels: JSON, or a text as it is where messages are not JSON. */
    byte[] bytes(Channel channel) {
        if (payload.isMissingNode()) {
            return new byte[0];
        }
        return payload.isString() && !channel.json()
                ? payload.stringValue().getBytes(StandardCharsets.UTF_8)
                : StepJson.MAPPER.writeValueAsBytes(payload);
    }

    static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    /** The message as the step answers it. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (!payload.isMissingNode()) {
            json.set("payload", payload);
        }
        return json.set("headers", headers);
    }
}
