package io.millrace.schemas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in Confluent's wire format into the generated classes, whichever version of the schema wrote them.
 *
 * @param <T> the record that a topic carries
 */
public final class MillraceAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    private static final int PREFIX = 5;

    static {
        GeneratedRecords.trust();
    }

    private static final ThreadLocal<@Nullable BinaryDecoder> DECODERS = new ThreadLocal<>();

    private final Map<Integer, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistry registry;

    /** For Kafka, which calls {@link #configure} next. */
    public MillraceAvroDeserializer() {}

    /** A deserializer that needs no configuration. */
    public MillraceAvroDeserializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        registry = SchemaRegistry.open(RegistrySettings.from(configuration));
    }

    /**
     * Decodes a value.
     *
     * @throws SerializationException when the bytes are not in the wire format, the schema is unknown, or the Avro
     *     part does not fit its schema
     */
    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < PREFIX || bytes[0] != MillraceAvroSerializer.MAGIC) {
            throw new SerializationException("A value of topic " + topic
                    + " is not in Confluent's wire format: expected byte 0 and a schema id of four bytes");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        SpecificDatumReader<T> reader = readers.computeIfAbsent(id, this::reader);
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(bytes, PREFIX, bytes.length - PREFIX, DECODERS.get());
            DECODERS.set(decoder);
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A value of topic " + topic + " does not fit schema id " + id + ": " + e.getMessage(), e);
        }
    }

    private SpecificDatumReader<T> reader(int id) {
        if (registry == null) {
            throw new SerializationException("MillraceAvroDeserializer was not configured");
        }
        Schema writer = registry.schemaOf(id);
        Class<?> type = SpecificData.get().getClass(writer);
        Schema reader = type == null ? null : SpecificData.get().getSchema(type);
        if (reader == null) {
            throw new SerializationException(
                    "Schema id " + id + " is " + writer.getFullName() + ", which is no record of this Millrace");
        }
        return new SpecificDatumReader<>(writer, reader);
    }
}
