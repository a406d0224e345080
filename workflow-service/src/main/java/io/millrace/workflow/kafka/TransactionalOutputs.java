package io.millrace.workflow.kafka;

import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Topics;
import io.millrace.schemas.blobs.LargeValues;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Hands over what must not be repeated: it becomes visible when the transaction of its input is committed. */
final class TransactionalOutputs {
    /** Sink of the topic audit. */
    static final String AUDIT = "audit-sink";
    /** Sink of the topic events. */
    static final String EVENTS = "events-sink";
    /** Sink of the dead-letter topics. */
    static final String DEAD_LETTERS = "dead-letters-sink";

    private final Topics topics;
    private final Serializer<SpecificRecord> serializer;
    private final LargeValues values;
    private final ProcessorContext<Output, byte[]> context;

    TransactionalOutputs(EngineParts parts, ProcessorContext<Output, byte[]> context) {
        this.topics = parts.topics();
        this.serializer = parts.serializer();
        this.values = parts.json().values();
        this.context = context;
    }

    void audit(int partition, String key, AuditRecord audit, RecordHeaders why) {
        forward(
                AUDIT,
                topics.audit(),
                partition,
                key,
                values.toWire(audit.getTenant(), audit),
                audit.getTime().toEpochMilli(),
                why);
    }

    void event(int partition, String key, CloudEvent event, long timestamp, RecordHeaders why) {
        forward(EVENTS, topics.events(), partition, key, values.toWire(event.getTenant(), event), timestamp, why);
    }

    /** Sets a record aside that cannot be processed. */
    void deadLetter(Record<byte[], byte[]> origin, RecordMetadata at, String reason) {
        ConsumerRecord<byte[], byte[]> read = new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                origin.timestamp(),
                TimestampType.CREATE_TIME,
                -1,
                -1,
                origin.key(),
                origin.value(),
                origin.headers(),
                Optional.empty());
        ProducerRecord<byte[], byte[]> letter = DeadLetter.of(read, reason, 1);
        context.forward(
                new Record<>(
                        new Output(0, Bytes.wrap(letter.key())), letter.value(), origin.timestamp(), letter.headers()),
                DEAD_LETTERS);
    }

    private void forward(
            String sink,
            String topic,
            int partition,
            String key,
            SpecificRecord value,
            long timestamp,
            RecordHeaders why) {
        Record<Output, byte[]> output = new Record<>(
                new Output(partition, Bytes.wrap(key.getBytes(StandardCharsets.UTF_8))),
                serializer.serialize(topic, value),
                timestamp);
        why.writeTo(output.headers());
        context.forward(output, sink);
    }
}
