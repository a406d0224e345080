package io.millrace.audit.history;

import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Audit records as JSON: fields by the names of the schema, absent values left out, times as ISO 8601, JSON text as
 * the JSON that it is, and members of a union told apart by {@code type}. Follows the schema, so a record that is
 * added to it needs no change here.
 */
public final class AuditJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** The fields that hold JSON text. */
    private static final Set<String> JSON_FIELDS = Set.of(
            "StartRun.input",
            "StepSucceeded.output",
            "AuditEvent.input",
            "AuditEvent.output",
            "AuditEvent.detail",
            "AuditRecord.detail");

    private AuditJson() {}

    /** The record as one line of JSON. */
    public static String of(SpecificRecord value) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, value, false);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, SpecificRecord value, boolean named) {
        Schema schema = value.getSchema();
        json.writeStartObject();
        if (named) {
            json.writeStringProperty("type", schema.getName());
        }
        for (Schema.Field field : schema.getFields()) {
            Object content = value.get(field.pos());
            if (content != null) {
                json.writeName(field.name());
                if (JSON_FIELDS.contains(schema.getName() + "." + field.name())) {
                    json.writeRawValue(String.valueOf(JsonText.embeddable(content.toString())));
                } else {
                    write(json, content, isChoice(field.schema()));
                }
            }
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, @Nullable Object content, boolean named) {
        switch (content) {
            case null -> json.writeNull();
            case SpecificRecord inner -> write(json, inner, named);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element, false));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, element) -> {
                    json.writeName(String.valueOf(key));
                    write(json, element, false);
                });
                json.writeEndObject();
            }
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case Instant time -> json.writeString(time.toString());
            default -> json.writeString(content.toString());
        }
    }

    /** Whether a field holds one of several records, as opposed to one or none. */
    private static boolean isChoice(Schema schema) {
        return schema.getType() == Schema.Type.UNION
                && schema.getTypes().stream()
                                .filter(member -> member.getType() == Schema.Type.RECORD)
                                .count()
                        > 1;
    }
}
