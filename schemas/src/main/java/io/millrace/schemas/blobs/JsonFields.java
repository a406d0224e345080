package io.millrace.schemas.blobs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields of records that hold JSON text: those that the schema marks with the property {@code json}. A new
 * field is thus covered by its mark, wherever the record travels.
 */
final class JsonFields {
    private static final String MARK = "json";

    private static final ClassValue<JsonFields> OF = new ClassValue<>() {
        @Override
        protected JsonFields computeValue(Class<?> type) {
            return new JsonFields(SpecificData.get().getSchema(type));
        }
    };

    private final int[] texts;
    private final int[] inner;

    private JsonFields(Schema schema) {
        texts = schema.getFields().stream()
                .filter(JsonFields::isMarked)
                .mapToInt(Schema.Field::pos)
                .toArray();
        inner = schema.getFields().stream()
                .filter(field -> holdsMarked(field.schema(), new HashSet<>()))
                .mapToInt(Schema.Field::pos)
                .toArray();
    }

    /** One such field of one record, which has a value. */
    record Place(SpecificRecord record, int field) {
        String text() {
            return String.valueOf(record.get(field));
        }

        void replace(String text) {
            record.put(field, text);
        }
    }

    /** Every such field with a value, of a record and all records in it. */
    static List<Place> in(SpecificRecord record) {
        List<Place> found = new ArrayList<>();
        collect(record, found);
        return found;
    }

    private static void collect(@Nullable Object value, List<Place> found) {
        switch (value) {
            case SpecificRecord record -> {
                JsonFields fields = OF.get(record.getClass());
                for (int field : fields.texts) {
                    if (record.get(field) != null) {
                        found.add(new Place(record, field));
                    }
                }
                for (int field : fields.inner) {
                    collect(record.get(field), found);
                }
            }
            case List<?> list -> list.forEach(element -> collect(element, found));
            case null, default -> {
                // A union may hold something else at this place.
            }
        }
    }

    private static boolean isMarked(Schema.Field field) {
        return Boolean.TRUE.equals(field.getObjectProp(MARK));
    }

    private static boolean holdsMarked(Schema schema, Set<String> seen) {
        return switch (schema.getType()) {
            case RECORD ->
                seen.add(schema.getFullName())
                        && schema.getFields().stream()
                                .anyMatch(field -> isMarked(field) || holdsMarked(field.schema(), seen));
            case ARRAY -> holdsMarked(schema.getElementType(), seen);
            case UNION -> schema.getTypes().stream().anyMatch(member -> holdsMarked(member, seen));
            default -> false;
        };
    }
}
