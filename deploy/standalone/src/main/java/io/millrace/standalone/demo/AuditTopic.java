package io.millrace.standalone.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topic audit with an ordinary consumer and no class of ours: the schema of each record is asked for over
 * HTTP by the id that the record begins with, as any Confluent client does.
 */
final class AuditTopic {
    private static final Set<String> ENDS = Set.of("completed", "faulted", "cancelled");
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int SCHEMA_ID_AT = 1;
    private static final int AVRO_AT = 5;

    private final String bootstrapServers;
    private final String topic;
    private final Door door;
    private final Map<Integer, Schema> schemas = new HashMap<>();

    AuditTopic(String bootstrapServers, String topic, Door door) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.door = door;
    }

    /**
     * What the topic says.
     *
     * @param records how many there are
     * @param ended runs that ended, each once however often its end stands there
     * @param endings how often an end stands there
     */
    record Account(int records, Set<String> ended, int endings) {}

    /** Reads everything that is committed now. */
    Account read() throws IOException, InterruptedException {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class);
        int records = 0;
        int endings = 0;
        Set<String> ended = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(found -> new TopicPartition(found.topic(), found.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                    records++;
                    GenericRecord audit = decoded(read.value());
                    if (isEnd(audit)) {
                        endings++;
                        ended.add(String.valueOf(audit.get("runId")));
                    }
                }
            }
        }
        return new Account(records, ended, endings);
    }

    private static boolean isEnd(GenericRecord audit) {
        return String.valueOf(audit.get("kind")).equals("run.input")
                && String.valueOf(audit.get("outcome")).equals("ACCEPTED")
                && ENDS.contains(String.valueOf(audit.get("status")));
    }

    private GenericRecord decoded(byte[] value) throws IOException, InterruptedException {
        int id = ByteBuffer.wrap(value).getInt(SCHEMA_ID_AT);
        Schema schema = schemas.get(id);
        if (schema == null) {
            String text = door.get("/schemas/ids/" + id).path("schema").asString();
            schema = new Schema.Parser().parse(text);
            schemas.put(id, schema);
        }
        var decoder = DecoderFactory.get().binaryDecoder(value, AVRO_AT, value.length - AVRO_AT, null);
        return new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
    }
}
