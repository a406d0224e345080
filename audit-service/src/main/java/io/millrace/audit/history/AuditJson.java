package io.millrace.audit.history;

import io.millrace.records.RunInput;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
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

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            Schema schema = SpecificData.get().getSchema(type);
            return schema.getFields().stream()
                    .map(field -> Member.of(schema, field))
                    .toList();
        }
    };

    /** How a field of a record is written. */
    private record Member(int index, String name, boolean json, boolean choice) {
        static Member of(Schema schema, Schema.Field field) {
            boolean json = JSON_FIELDS.contains(schema.getName() + "." + field.name());
            return new Member(field.pos(), field.name(), json, isChoice(field.schema()));
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

    private AuditJson() {}

    /** The record as one line of JSON. */
    public static String of(SpecificRecord value) {
        return text(value, false);
    }

    /** The input as one line of JSON, without the run that it belongs to. */
    public static String ofPayload(RunInput input) {
        return text((SpecificRecord) input.getPayload(), true);
    }

    private static String text(SpecificRecord value, boolean named) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, value, named);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, SpecificRecord value, boolean named) {
        json.writeStartObject();
        if (named) {
            json.writeStringProperty("type", value.getSchema().getName());
        }
        for (Member member : MEMBERS.get(value.getClass())) {
            Object content = value.get(member.index());
            if (content != null) {
                json.writeName(member.name());
                if (member.json()) {
                    json.writeRawValue(String.valueOf(JsonText.embeddable(content.toString())));
                } else {
                    write(json, content, member.choice());
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
}
