package io.millrace.executor.kafka;

import io.millrace.schemas.Installation;
import io.millrace.schemas.LosslessProducer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/**
 * Opens the executor's connections to Kafka: addresses and credentials from {@code spring.kafka}, everything that the
 * executor's promises hang on from here.
 */
final class KafkaClients implements AutoCloseable {
    private static final int SESSION_MILLIS = 10_000;
    private static final int HEARTBEAT_MILLIS = 3_000;
    private static final int MOST_RECORDS = 500;
    /**
     * What is fetched of one partition is handed out before the next partition's turn, so a backlog of one partition
     * delays the others by this much.
     */
    private static final int FETCH_BYTES = 128 * 1024;

    /** Bytes of one partition in one request. */
    private static final int LARGEST_BATCH = 256 * 1024;

    /** A send waits this long at most when the broker is away, because the dispatcher's thread waits with it. */
    private static final int SEND_BLOCKS_MILLIS = 2_000;

    private static final int REQUEST_MILLIS = 10_000;
    /** After this the producer gives a record up, and the publisher sends it afresh. */
    private static final int DELIVERY_MILLIS = 30_000;

    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final KafkaProperties kafka;
    private final Installation installation;
    private final AtomicInteger sharers = new AtomicInteger();
    private final AtomicBoolean groupReady = new AtomicBoolean();
    private final Producer<byte[], byte[]> results;

    KafkaClients(KafkaProperties kafka, Installation installation) {
        this.kafka = kafka;
        this.installation = installation;
        this.results = new KafkaProducer<>(producer());
    }

    /** Where results go; one for the whole executor. */
    Producer<byte[], byte[]> results() {
        return results;
    }

    /** What a view of a topic connects with. */
    Map<String, Object> view(String of) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "executor-" + of + "-" + installation.instance());
        return settings;
    }

    /** A member of the executors' classic group. */
    Consumer<byte[], byte[]> member() {
        Map<String, Object> settings = consumer("executor-" + installation.instance());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, installation.topics().prefix() + "executor");
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "executor-" + installation.instance());
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        settings.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class.getName()));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(settings);
    }

    /** Reads all cancellations, in no group. */
    Consumer<byte[], byte[]> cancellations() {
        Map<String, Object> settings = consumer("executor-cancellations-" + installation.instance());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(settings);
    }

    /** A member of the executors' share group. */
    ShareConsumer<byte[], byte[]> sharer() {
        String group = installation.topics().prefix() + "executor-share";
        takeFromTheBeginning(group);
        Map<String, Object> settings =
                consumer("executor-share-" + installation.instance() + "-" + sharers.incrementAndGet());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        settings.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.keySet()
                .removeAll(List.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG));
        return new KafkaShareConsumer<>(settings);
    }

    @Override
    public void close() {
        results.close(CLOSE_WITHIN);
    }

    /** A share group begins at the end of a topic unless the group itself says otherwise. */
    private void takeFromTheBeginning(String group) {
        if (groupReady.get()) {
            return;
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        AlterConfigOp earliest =
                new AlterConfigOp(new ConfigEntry("share.auto.offset.reset", "earliest"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(kafka.buildAdminProperties())) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(earliest)))
                    .all()
                    .get();
            groupReady.set(true);
        } catch (ExecutionException e) {
            throw new KafkaException("The share group " + group + " could not be set up", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while setting up the share group " + group, e);
        }
    }

    private Map<String, Object> consumer(String client) {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return settings;
    }

    private Map<String, Object> producer() {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.putAll(LosslessProducer.SETTINGS);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "executor-results-" + installation.instance());
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, LARGEST_BATCH);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, SEND_BLOCKS_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        return settings;
    }
}
