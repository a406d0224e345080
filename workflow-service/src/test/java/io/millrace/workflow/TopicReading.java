package io.millrace.workflow;

import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Reads a topic from its beginning and keeps what a test looks for. */
final class TopicReading<T extends SpecificRecord> implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<T> found = new CopyOnWriteArrayList<>();
    private final Predicate<T> wanted;

    TopicReading(String bootstrapServers, String topic, Predicate<T> wanted) {
        this.wanted = wanted;
        consumer = fromTheBeginning(bootstrapServers);
        consumer.subscribe(List.of(topic));
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** A consumer of its own group, which sees everything that is committed. */
    static KafkaConsumer<byte[], byte[]> fromTheBeginning(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        UUID.randomUUID().toString(),
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    List<T> found() {
        return found;
    }

    List<T> found(Predicate<T> which) {
        return found.stream().filter(which).toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
    }

    private void read() {
        Deserializer<T> deserializer = WireFormat.builtin().newDeserializer();
        try (consumer) {
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    T value = deserializer.deserialize(record.topic(), record.value());
                    if (wanted.test(value)) {
                        found.add(value);
                    }
                }
            }
        } catch (WakeupException e) {
            Thread.currentThread().interrupt();
        }
    }
}
