package io.millrace.audit.history;

import io.millrace.records.RunInput;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

    /** The schema's mark of fields that hold JSON text. */
    private static final String JSON_TEXT = "json";

    private static final ClassValue<List<Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected List<Member> computeValue(Class<?> type) {
            Schema schema = SpecificData.get().getSchema(type);
            return schema.getFields().stream().map(Member::of).toList();
        }
    };

    /** How a field of a record is written. */
    private record Member(int index, String name, boolean json, boolean choice) {
        static Member of(Schema.Field field) {
            boolean json = Boolean.TRUE.equals(field.getObjectProp(JSON_TEXT));
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

    /** The record as one line of JSON; a claim on a large value is a string. */
    public static String of(SpecificRecord value) {
        return of(value, AuditJson::asItIs);
    }

    /**
     * The record as one line of JSON.
     *
     * @param values gives the JSON, on one line, for a text of the record that is JSON or a claim
     */
    public static String of(SpecificRecord value, UnaryOperator<String> values) {
        return text(value, false, values);
    }

    /** The input as one line of JSON, without the run that it belongs to. */
    public static String ofPayload(RunInput input) {
        return text((SpecificRecord) input.getPayload(), true, AuditJson::asItIs);
    }

    private static String asItIs(String text) {
        return String.valueOf(JsonText.embeddable(text));
    }

    private static String text(SpecificRecord value, boolean named, UnaryOperator<String> values) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(json, value, named, values);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, SpecificRecord value, boolean named, UnaryOperator<String> values) {
        json.writeStartObject();
        if (named) {
            json.writeStringProperty("type", value.getSchema().getName());
        }
        for (Member member : MEMBERS.get(value.getClass())) {
            Object content = value.get(member.index());
            if (content != null) {
                json.writeName(member.name());
                if (member.json()) {
                    json.writeRawValue(values.apply(content.toString()));
                } else {
                    write(json, content, member.choice(), values);
                }
            }
        }
        json.writeEndObject();
    }

    private static void write(
            JsonGenerator json, @Nullable Object content, boolean named, UnaryOperator<String> values) {
        switch (content) {
            case null -> json.writeNull();
            case SpecificRecord inner -> write(json, inner, named, values);
            case List<?> list -> {
                json.writeStartArray();
                list.forEach(element -> write(json, element, false, values));
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                map.forEach((key, element) -> {
                    json.writeName(String.valueOf(key));
                    write(json, element, false, values);
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
