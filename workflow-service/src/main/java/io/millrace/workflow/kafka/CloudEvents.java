package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.expression.OutsideText;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns events into the JSON format of CloudEvents 1.0, which expressions see, and back. */
final class CloudEvents {
    private static final Set<String> CORE =
            Set.of("id", "source", "type", "specversion", "subject", "time", "datacontenttype", "dataschema", "data");

    private CloudEvents() {}

    /** The event in the JSON format of CloudEvents 1.0. */
    static ObjectNode toJson(CloudEvent event) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("specversion", "1.0");
        put(json, "id", event.getId());
        put(json, "source", event.getSource());
        put(json, "type", event.getType());
        put(json, "subject", event.getSubject());
        put(json, "time", event.getTime() == null ? null : event.getTime().toString());
        put(json, "datacontenttype", event.getDatacontenttype());
        put(json, "dataschema", event.getDataschema());
        event.getExtensions().forEach((name, value) -> put(json, SecretReferences.neutralized(name), value));
        json.set("data", data(event));
        return json;
    }

    /** The payload as JSON; bytes become base64 text, no payload becomes null. */
    static JsonNode data(CloudEvent event) {
        String text = event.getData();
        ByteBuffer binary = event.getBinary();
        if (text != null) {
            return JsonText.readFromOutside(text);
        }
        if (binary == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        byte[] bytes = new byte[binary.remaining()];
        binary.duplicate().get(bytes);
        return JsonNodeFactory.instance.textNode(java.util.Base64.getEncoder().encodeToString(bytes));
    }

    /** The record of an event that a workflow emitted, its secrets masked; a time that is no timestamp is left out. */
    static CloudEvent fromJson(String tenant, JsonNode emitted) {
        JsonNode json = SecretReferences.in(JsonText.write(emitted)) ? OutsideText.masked(emitted) : emitted;
        Map<String, String> extensions = new HashMap<>();
        json.properties().forEach(attribute -> {
            if (!CORE.contains(attribute.getKey()) && !attribute.getValue().isNull()) {
                extensions.put(attribute.getKey(), attribute.getValue().asText());
            }
        });
        JsonNode data = json.get("data");
        return CloudEvent.newBuilder()
                .setTenant(tenant)
                .setId(json.path("id").asText())
                .setSource(json.path("source").asText())
                .setType(json.path("type").asText())
                .setSubject(text(json, "subject"))
                .setTime(time(text(json, "time")))
                .setDatacontenttype(data == null ? null : "application/json")
                .setDataschema(text(json, "dataschema"))
                .setExtensions(extensions)
                .setData(data == null ? null : JsonText.write(data))
                .build();
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode json, String attribute) {
        JsonNode value = json.get(attribute);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static void put(ObjectNode json, String attribute, @Nullable String value) {
        if (value != null) {
            json.put(attribute, SecretReferences.neutralized(value));
        }
    }
}
