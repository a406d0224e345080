package io.millrace.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The schemas of every released version, as files inside this jar. The line number in {@code registry/index.txt} is
 * the id, for ever: a line is only ever added at the end.
 */
public final class BuiltinRegistry implements SchemaRegistry {
    /** The only instance: the files never change while the program runs. */
    public static final BuiltinRegistry INSTANCE = new BuiltinRegistry();

    private final List<RegisteredSchema> registered;
    private final Map<Long, Integer> idsByFingerprint = new HashMap<>();
    private final Map<Schema, Integer> ids = new ConcurrentHashMap<>();

    private BuiltinRegistry() {
        List<RegisteredSchema> schemas = new ArrayList<>();
        Map<String, Integer> versions = new HashMap<>();
        for (String file : resource("index.txt").lines().toList()) {
            Schema schema = new Schema.Parser().parse(resource(file));
            int id = schemas.size() + 1;
            String topic = file.substring(0, file.lastIndexOf("-v"));
            schemas.add(new RegisteredSchema(id, topic, versions.merge(topic, 1, Integer::sum), schema));
            idsByFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), id);
        }
        registered = List.copyOf(schemas);
    }

    /**
     * One schema of the registry.
     *
     * @param id from 1
     * @param topic topic name without prefix; the subject is the prefixed topic with {@code -value}
     * @param version of the subject, from 1
     * @param schema the schema
     */
    public record RegisteredSchema(int id, String topic, int version, Schema schema) {}

    /** Every schema ever released, in the order of the ids. */
    public List<RegisteredSchema> registered() {
        return registered;
    }

    @Override
    public int idOf(String subject, Schema schema) {
        Integer known = ids.get(schema);
        if (known != null) {
            return known;
        }
        Integer id = idsByFingerprint.get(SchemaNormalization.parsingFingerprint64(schema));
        if (id == null) {
            throw new SchemaRegistryException(
                    "The schema " + schema.getFullName() + " of subject " + subject
                            + " is not among the schemas that come with Millrace."
                            + " Write its file with the test BuiltinRegistryTest, or set " + RegistrySettings.URL
                            + " to a registry.",
                    false);
        }
        ids.put(schema, id);
        return id;
    }

    @Override
    public Schema schemaOf(int id) {
        if (id < 1 || id > registered.size()) {
            throw new SchemaRegistryException(
                    "Schema id " + id + " is not among the " + registered.size()
                            + " schemas that come with Millrace: the record was written by a newer Millrace, or with"
                            + " another registry than " + RegistrySettings.URL + " names.",
                    false);
        }
        return registered.get(id - 1).schema();
    }

    private static String resource(String name) {
        try (InputStream stream = BuiltinRegistry.class.getResourceAsStream("registry/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks the schema file registry/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the schema file registry/" + name + " cannot be read", e);
        }
    }
}
