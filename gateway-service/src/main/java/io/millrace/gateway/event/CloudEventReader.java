package io.millrace.gateway.event;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.CloudEvent;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads CloudEvents 1.0 in the three modes of the HTTP protocol binding: binary, structured and batch. */
public final class CloudEventReader {
    /** Events in one request at most. */
    public static final int LARGEST_BATCH = 1_000;
    /** Bytes of one event's data at most when it is not JSON: only JSON can be kept outside of the record. */
    public static final int LARGEST_BINARY = 256 * 1024;
    /** Bytes of a body at most that holds events as a JSON document, attributes and all. */
    public static final int LARGEST_DOCUMENT = 4 * 1024 * 1024;
    /** Media type of one event in structured mode. */
    public static final String STRUCTURED = "application/cloudevents+json";
    /** Media type of several events. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final String HEADER_PREFIX = "ce-";

    private final String tenant;
    private final List<Flaw> flaws = new ArrayList<>();
    private final int largestData;

    private CloudEventReader(String tenant, int largestData) {
        this.tenant = tenant;
        this.largestData = largestData;
    }

    /**
     * Reads the events of a request.
     *
     * @param tenant owner of the events
     * @param contentType media type with its parameters, or null when the request names none
     * @param headers header fields by lower-case name
     * @param body the whole body
     * @param largestData bytes of one event's data at most when it is JSON
     * @throws Refused as malformed, invalid or too large, or as wrong media type when it is none of the three modes
     */
    public static List<CloudEvent> read(
            String tenant, @Nullable String contentType, Map<String, String> headers, byte[] body, int largestData) {
        String mediaType = mediaType(contentType);
        CloudEventReader reader = new CloudEventReader(tenant, largestData);
        List<CloudEvent> events;
        if (mediaType.equals(BATCH)) {
            events = reader.batch(document(body));
        } else if (mediaType.equals(STRUCTURED)) {
            events = List.of(reader.structured("", Json.parse(document(body))));
        } else if (headers.containsKey(HEADER_PREFIX + "specversion")) {
            events = List.of(reader.binary(contentType, headers, body));
        } else {
            throw new Refused(new Refusal.WrongMediaType("An event comes either with ce- headers, or as " + STRUCTURED
                    + ", or several of them as " + BATCH + "."));
        }
        reader.finish();
        return events;
    }

    private static byte[] document(byte[] body) {
        if (body.length > LARGEST_DOCUMENT) {
            throw new Refused(new Refusal.TooLarge("The body has " + body.length + " bytes but may have at most "
                    + LARGEST_DOCUMENT + " as " + STRUCTURED + " or " + BATCH
                    + ": send fewer events at once, or a large one alone with ce- headers."));
        }
        return body;
    }

    private List<CloudEvent> batch(byte[] body) {
        JsonNode root = Json.parse(body);
        if (!root.isArray()) {
            throw Refused.invalid("A batch is an array of events.", Flaw.at("", "must be an array"));
        }
        if (root.size() > LARGEST_BATCH) {
            throw new Refused(new Refusal.TooLarge("The batch has " + root.size() + " events but may have at most "
                    + LARGEST_BATCH + ": send it in parts."));
        }
        List<CloudEvent> events = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            events.add(structured("/" + i, root.get(i)));
        }
        return events;
    }

    private CloudEvent structured(String pointer, JsonNode node) {
        EventAttributes attributes = new EventAttributes(pointer, flaws);
        if (!node.isObject()) {
            attributes.flaw("", "must be an object");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            JsonNode value = field.getValue();
            if (value.isNull()
                    || field.getKey().equals("data")
                    || field.getKey().equals("data_base64")) {
                continue;
            }
            if (value.isString() || value.isBoolean() || value.isIntegralNumber()) {
                attributes.put(field.getKey(), value.asString());
            } else {
                attributes.flaw(field.getKey(), "must be a string, a whole number or a boolean");
            }
        }
        CloudEvent.Builder event = attributes.event(tenant);
        JsonNode data = node.get("data");
        JsonNode base64 = node.get("data_base64");
        if (data != null && base64 != null) {
            attributes.flaw("data", "must not stand beside data_base64");
        } else if (base64 != null && !base64.isNull()) {
            bytes(event, attributes, base64);
        } else if (data != null) {
            value(event, data);
        }
        return event.build();
    }

    private void value(CloudEvent.Builder event, JsonNode data) {
        if (data.isString() && !isJson(event.getDatacontenttype())) {
            event.setBinary(
                    ByteBuffer.wrap(sized(data.stringValue().getBytes(StandardCharsets.UTF_8), LARGEST_BINARY)));
        } else {
            event.setData(new String(sized(Json.bytes(data), largestData), StandardCharsets.UTF_8));
        }
    }

    private void bytes(CloudEvent.Builder event, EventAttributes attributes, JsonNode base64) {
        try {
            content(event, Base64.getDecoder().decode(base64.isString() ? base64.stringValue() : "?"));
        } catch (IllegalArgumentException e) {
            attributes.flaw("data_base64", "must be base64");
        }
    }

    private CloudEvent binary(@Nullable String contentType, Map<String, String> headers, byte[] body) {
        EventAttributes attributes = new EventAttributes("", flaws);
        headers.forEach((name, value) -> {
            if (name.startsWith(HEADER_PREFIX)) {
                attributes.put(name.substring(HEADER_PREFIX.length()), decoded(value));
            }
        });
        attributes.take("datacontenttype");
        if (contentType != null) {
            attributes.put("datacontenttype", contentType);
        }
        CloudEvent.Builder event = attributes.event(tenant);
        if (body.length > 0) {
            content(event, body);
        }
        return event.build();
    }

    private void content(CloudEvent.Builder event, byte[] bytes) {
        if (isJson(event.getDatacontenttype())) {
            event.setData(Json.checked(sized(bytes, largestData)));
        } else {
            event.setBinary(ByteBuffer.wrap(sized(bytes, LARGEST_BINARY)));
        }
    }

    private static byte[] sized(byte[] data, int largest) {
        if (data.length > largest) {
            throw new Refused(new Refusal.TooLarge(
                    "The data of an event has " + data.length + " bytes but may have at most " + largest + "."));
        }
        return data;
    }

    // The binding percent-encodes what a header field cannot hold; a plus sign is itself.
    private static String decoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        String type = mediaType(contentType);
        return type.isEmpty() || type.equals("application/json") || type.endsWith("+json") || type.equals("text/json");
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private void finish() {
        if (!flaws.isEmpty()) {
            throw new Refused(new Refusal.Invalid(
                    flaws.size() == 1
                            ? "The event has an error: " + flaws.getFirst().detail()
                            : "The events have " + flaws.size() + " errors; see errors.",
                    flaws));
        }
    }
}
