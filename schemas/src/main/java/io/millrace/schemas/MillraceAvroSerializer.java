package io.millrace.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records in Confluent's wire format: byte 0, four bytes of schema id (big-endian), Avro binary. Takes the
 * configuration keys of Confluent's serializer and the subject name strategy {@code TopicNameStrategy}.
 */
public final class MillraceAvroSerializer implements Serializer<SpecificRecord> {
    static final byte MAGIC = 0;

    static {
        TrustedRecords.trust();
    }

    private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

    private final Map<Schema, SpecificDatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistry registry;

    /** For Kafka, which calls {@link #configure} next. */
    public MillraceAvroSerializer() {}

    /** A serializer that needs no configuration. */
    public MillraceAvroSerializer(SchemaRegistry registry) {
        this.registry = registry;
    }

    private static final class Buffer extends ByteArrayOutputStream {
        private static final int KEEP = 1 << 16;
        private @Nullable BinaryEncoder encoder;

        private void begin() {
            reset();
            if (buf.length > KEEP) {
                buf = new byte[KEEP];
            }
        }
    }

    @Override
    public void configure(Map<String, ?> configuration, boolean isKey) {
        registry = SchemaRegistry.open(RegistrySettings.from(configuration));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord value) {
        if (value == null) {
            return null;
        }
        if (registry == null) {
            throw new SerializationException("MillraceAvroSerializer was not configured");
        }
        Schema schema = value.getSchema();
        int id = registry.idOf(topic + "-value", schema);
        Buffer buffer = BUFFERS.get();
        buffer.begin();
        buffer.write(MAGIC);
        buffer.write(id >>> 24);
        buffer.write(id >>> 16);
        buffer.write(id >>> 8);
        buffer.write(id);
        try {
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer, buffer.encoder);
            // Until the record is written whole: what a failure leaves in an encoder would precede the next record.
            buffer.encoder = null;
            writers.computeIfAbsent(schema, written -> new SpecificDatumWriter<>(written))
                    .write(value, encoder);
            encoder.flush();
            buffer.encoder = encoder;
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "A " + schema.getFullName() + " for topic " + topic + " cannot be written: " + e.getMessage(), e);
        }
        return buffer.toByteArray();
    }
}
