package io.millrace.gateway.json;

import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON with limits. */
public final class Json {
    /** Objects and arrays may stand in each other this deep. */
    public static final int DEEPEST = 100;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(1_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /**
     * Reads one JSON value.
     *
     * @throws Refused as malformed when the bytes are not one JSON value in UTF-8, or nested too deep
     */
    public static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    /**
     * Checks that the bytes are one JSON value and gives them back as text, without building anything of it.
     *
     * @throws Refused as malformed when the bytes are not one JSON value in UTF-8, or nested too deep
     */
    public static String checked(byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() == null) {
                throw Refused.malformed("The body is empty, but a JSON value was expected.");
            }
            parser.skipChildren();
            // Scalars are decoded lazily: reading the text finds broken strings and numbers.
            parser.getString();
            if (parser.nextToken() != null) {
                throw Refused.malformed("The body holds more than one JSON value.");
            }
        } catch (JacksonException e) {
            throw malformed(e);
        }
        return text(body);
    }

    /**
     * Decodes UTF-8.
     *
     * @throws Refused as malformed when the bytes are not UTF-8
     */
    public static String text(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        // Whatever was not UTF-8 was replaced, and comes back as something else.
        if (!Arrays.equals(body, text.getBytes(StandardCharsets.UTF_8))) {
            throw Refused.malformed("The body is not UTF-8.");
        }
        return text;
    }

    /** A new object to be filled. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A new array to be filled. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** The JSON text of a value, in UTF-8. */
    public static byte[] bytes(JsonNode value) {
        return MAPPER.writeValueAsBytes(value);
    }

    static JsonParser parser(byte[] body) {
        return MAPPER.createParser(body);
    }

    private static Refused malformed(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        int line = place == null ? 0 : Math.max(0, place.getLineNr());
        int column = place == null ? 0 : Math.max(0, place.getColumnNr());
        String detail = e instanceof StreamConstraintsException
                ? "The body exceeds a limit: " + e.getOriginalMessage()
                : "The body is not valid JSON: " + e.getOriginalMessage();
        return new Refused(new Refusal.Malformed(detail, List.of(new Flaw("", line, column, detail))), e);
    }
}
