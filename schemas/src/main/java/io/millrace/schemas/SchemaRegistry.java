package io.millrace.schemas;

import org.apache.avro.Schema;

/** Knows every schema by its id, in the sense of Confluent's registry. */
public interface SchemaRegistry {
    /**
     * The id under which values of a subject carry this schema.
     *
     * @throws SchemaRegistryException when the schema is unknown or refused, or the registry cannot be reached
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema that an id stands for.
     *
     * @throws SchemaRegistryException when there is none, or the registry cannot be reached
     */
    Schema schemaOf(int id);

    /**
     * The registry that a URL names.
     *
     * @param settings {@code builtin:} for the schemas that come with Millrace, or the http(s) address of a
     *     Confluent-compatible registry with its options
     * @throws IllegalArgumentException when the URL is neither
     */
    static SchemaRegistry open(RegistrySettings settings) {
        return settings.builtin() ? BuiltinRegistry.INSTANCE : new RemoteRegistry(settings);
    }
}
