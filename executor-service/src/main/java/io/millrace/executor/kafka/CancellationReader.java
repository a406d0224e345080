package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.Dispatcher;
import io.millrace.executor.step.StepKey;
import io.millrace.records.CancelStep;
import io.millrace.schemas.RunId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which steps nobody waits for any more. Every executor reads all of it, because nobody knows who performs a step,
 * and each begins at the end: what was cancelled before it came is refused by the run's log anyway.
 */
final class CancellationReader {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);

    private final List<TopicPartition> partitions;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Deserializer<CancelStep> values;
    private final Dispatcher<TopicPartition> dispatcher;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Thread thread;
    private volatile boolean positioned;
    private volatile boolean closed;
    private volatile @Nullable Consumer<byte[], byte[]> open;

    /**
     * @param topic name with prefix
     * @param partitions how many it has
     */
    CancellationReader(
            String topic,
            int partitions,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Deserializer<CancelStep> values,
            Dispatcher<TopicPartition> dispatcher) {
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        this.consumers = consumers;
        this.values = values;
        this.dispatcher = dispatcher;
        this.thread = Thread.ofPlatform().daemon().name("cancellations").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether every cancellation that is written from now on will be read. */
    boolean positioned() {
        return positioned;
    }

    void close() {
        closed = true;
        Consumer<byte[], byte[]> reading = open;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (WakeupException e) {
                LOG.debug("Stopped reading cancellations");
            } catch (KafkaException e) {
                LOG.warn("Reading cancellations failed; trying again", e);
                pause();
            }
        }
    }

    private void follow() {
        Consumer<byte[], byte[]> opened = consumers.get();
        try {
            open = opened;
            opened.assign(partitions);
            if (next.isEmpty()) {
                opened.seekToEnd(partitions);
                partitions.forEach(partition -> next.put(partition, opened.position(partition)));
            } else {
                next.forEach(opened::seek);
            }
            positioned = true;
            while (!closed) {
                Set<StepKey> unwanted = new HashSet<>();
                for (ConsumerRecord<byte[], byte[]> read : opened.poll(POLL)) {
                    next.put(new TopicPartition(read.topic(), read.partition()), read.offset() + 1);
                    collect(read, unwanted);
                }
                if (!unwanted.isEmpty()) {
                    dispatcher.loop().execute(() -> dispatcher.cancel(unwanted));
                }
            }
        } finally {
            // No group to leave; waiting would only be for the answer to the last fetch.
            opened.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void collect(ConsumerRecord<byte[], byte[]> read, Set<StepKey> unwanted) {
        try {
            CancelStep cancel = values.deserialize(read.topic(), read.headers(), read.value());
            if (cancel != null) {
                unwanted.add(new StepKey(RunId.parse(cancel.getRunId()), cancel.getPosition(), cancel.getAttempt()));
            }
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.warn(
                    "Skipped a cancellation that cannot be read: partition={} offset={} reason={}",
                    read.partition(),
                    read.offset(),
                    String.valueOf(e.getMessage()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
