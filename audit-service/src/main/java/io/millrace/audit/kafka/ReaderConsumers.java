package io.millrace.audit.kafka;

import io.millrace.schemas.Installation;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Opens the consumers of the readers, one group for each, so that every instance reads its share of the partitions. */
public final class ReaderConsumers {
    private static final int SESSION_MILLIS = 10_000;
    private static final int MOST_BYTES = 8 << 20;

    private final Map<String, Object> kafka;
    private final Installation installation;

    /**
     * Opens consumers.
     *
     * @param kafka bootstrap servers and security settings, as for any consumer
     */
    public ReaderConsumers(Map<String, Object> kafka, Installation installation) {
        this.kafka = Map.copyOf(kafka);
        this.installation = installation;
    }

    /**
     * A consumer that waits for its partitions.
     *
     * @param reader what the reader is called
     */
    public KafkaConsumer<byte[], byte[]> open(String reader, ReadingPace pace) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, installation.topics().prefix() + "audit-" + reader);
        // A restarted instance gets its partitions back at once instead of waiting for its own old session to end.
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, installation.instance() + "-" + reader);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, installation.instance() + "-audit-" + reader);
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pace.mostRecords());
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, pace.fetchMinBytes());
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(pace.fetchMaxWait().toMillis()));
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MOST_BYTES);
        return new KafkaConsumer<>(settings);
    }
}
