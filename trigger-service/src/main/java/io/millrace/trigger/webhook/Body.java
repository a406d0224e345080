package io.millrace.trigger.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A delivery's body as the data of an event. What is JSON stays as it was sent; everything else is wrapped:
 * {@code {"body": …, "encoding": "text" | "base64", "contentType": …}}.
 *
 * @param data JSON text; null when the body is empty
 * @param json the parsed body when it is JSON
 */
record Body(@Nullable String data, @Nullable JsonNode json) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Body of(byte[] bytes, @Nullable String contentType) {
        if (bytes.length == 0) {
            return new Body(null, null);
        }
        String text = text(bytes);
        if (text == null) {
            return wrapped(Base64.getEncoder().encodeToString(bytes), "base64", contentType);
        }
        JsonNode json = mayBeJson(contentType) ? parse(text) : null;
        return json == null ? wrapped(text, "text", contentType) : new Body(text, json);
    }

    /** The text or number under a pointer; null when there is no such thing. */
    @Nullable
    String scalar(JsonPointer pointer) {
        JsonNode found = json == null ? null : json.at(pointer);
        return found != null
                        && (found.isString() || found.isNumber())
                        && !found.asString().isEmpty()
                ? found.asString()
                : null;
    }

    private static Body wrapped(String body, String encoding, @Nullable String contentType) {
        ObjectNode wrapper = JSON.createObjectNode().put("body", body).put("encoding", encoding);
        if (contentType != null) {
            wrapper.put("contentType", contentType);
        }
        return new Body(wrapper.toString(), null);
    }

    private static boolean mayBeJson(@Nullable String contentType) {
        if (contentType == null) {
            return true;
        }
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.endsWith("/json") || type.endsWith("+json");
    }

    // A sender that is believed but calls something JSON that is none, or nests it without end, still sent something:
    // it arrives as text.
    private static @Nullable JsonNode parse(String text) {
        try {
            JsonNode parsed = JSON.readTree(text);
            return parsed.isMissingNode() ? null : parsed;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
