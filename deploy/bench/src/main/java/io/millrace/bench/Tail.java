package io.millrace.bench;

import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what is appended to a topic from now on, in a thread of its own.
 *
 * @param <T> the topic's records
 */
final class Tail<T extends SpecificRecord> implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, T> consumer;
    private final Consumer<T> each;
    private final Thread reader;
    private volatile boolean open = true;

    /**
     * Begins to read.
     *
     * @param committed whether records are seen only when their transaction is committed
     * @param each told every record
     */
    Tail(String bootstrapServers, String topic, boolean committed, Consumer<T> each) {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().consumer());
        configuration.put("bootstrap.servers", bootstrapServers);
        configuration.put("isolation.level", committed ? "read_committed" : "read_uncommitted");
        configuration.put("enable.auto.commit", false);
        this.consumer = new KafkaConsumer<>(configuration);
        this.each = each;
        this.reader = new Thread(this::read, "tail-" + topic);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Without this the ends would be looked up only at the first poll, after the first records perhaps.
        partitions.forEach(consumer::position);
        reader.start();
    }

    @Override
    public void close() {
        open = false;
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (open) {
                consumer.poll(POLL).forEach(record -> each.accept(record.value()));
            }
        }
    }
}
