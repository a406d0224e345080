package io.millrace.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic of resources (one partition, compacted) from its beginning and then for ever, in order, on a thread of
 * its own, and tells a listener. The listener keeps what it needs; the view only knows how far it has read.
 *
 * @param <T> the record that the topic carries
 */
public final class TopicView<T extends SpecificRecord> implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TopicView.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    /** A new record is answered at once all the same; asking seldom keeps an idle installation idle. */
    private static final int LONGEST_FETCH_MILLIS = 5_000;

    private final String topic;
    private final Map<String, Object> configuration;
    private final Deserializer<T> deserializer;
    private final Listener<T> listener;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private @Nullable KafkaConsumer<String, byte[]> consumer;
    private long next;
    private long firstEnd = -1;
    private boolean closed;

    /**
     * What is done with each record. Called by one thread, in the order of the topic.
     *
     * @param <T> the record that the topic carries
     */
    public interface Listener<T> {
        /**
         * A resource was set, or deleted when the value is null.
         *
         * @param offset of the record; of two records about the same thing the greater one is the newer
         */
        void onResource(String key, @Nullable T value, long offset);

        /** A record could not be read; the view goes on behind it. */
        default void onPoison(ConsumerRecord<String, byte[]> poison, SerializationException reason) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Skipped a record that cannot be read: topic=" + poison.topic() + " offset=" + poison.offset()
                            + " key=" + poison.key(),
                    reason);
        }
    }

    /**
     * Prepares a view; {@link #start()} begins to read.
     *
     * @param topic name with prefix
     * @param kafka bootstrap servers and security settings, as for any consumer
     * @param deserializer reads the values
     * @param listener is told each record
     */
    public TopicView(String topic, Map<String, Object> kafka, Deserializer<T> deserializer, Listener<T> listener) {
        this.topic = topic;
        this.configuration = new HashMap<>(kafka);
        configuration.remove(ConsumerConfig.GROUP_ID_CONFIG);
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LONGEST_FETCH_MILLIS);
        this.deserializer = deserializer;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("view-" + topic).unstarted(this::run);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Whether everything was read that was in the topic when reading began. */
    public boolean caughtUp() {
        lock.lock();
        try {
            return firstEnd >= 0 && next >= firstEnd;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the listener was told the record at an offset.
     *
     * @return false when the time was up before
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean awaitOffset(long offset, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (next <= offset && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
            }
            return next > offset;
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading and waits for the thread, at most five seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (consumer != null) {
                consumer.wakeup();
            }
        } finally {
            lock.unlock();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosed()) {
            try {
                follow();
            } catch (WakeupException e) {
                LOG.log(System.Logger.Level.DEBUG, "The view of {0} was closed", topic);
            } catch (KafkaException e) {
                LOG.log(System.Logger.Level.WARNING, "Reading " + topic + " failed; trying again", e);
                pause();
            }
        }
    }

    @SuppressWarnings("PMD.CloseResource") // closed here, but not with a consumer's ordinary patience
    private void follow() {
        KafkaConsumer<String, byte[]> opened = new KafkaConsumer<>(configuration);
        try {
            remember(opened);
            read(opened);
        } finally {
            // No group to leave; waiting would only be for the answer to the last fetch.
            opened.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void read(KafkaConsumer<String, byte[]> opened) {
        TopicPartition partition = new TopicPartition(topic, 0);
        opened.assign(List.of(partition));
        opened.seek(partition, next);
        long end = opened.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        advance(next, end);
        while (!isClosed()) {
            for (ConsumerRecord<String, byte[]> read : opened.poll(Duration.ofSeconds(1))) {
                tell(read);
                advance(read.offset() + 1, end);
            }
            advance(opened.position(partition), end);
        }
    }

    private void tell(ConsumerRecord<String, byte[]> read) {
        T value;
        try {
            value = deserializer.deserialize(topic, read.headers(), read.value());
        } catch (SerializationException e) {
            listener.onPoison(read, e);
            return;
        }
        listener.onResource(read.key(), value, read.offset());
    }

    private void advance(long to, long end) {
        lock.lock();
        try {
            next = Math.max(next, to);
            firstEnd = firstEnd < 0 ? end : firstEnd;
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remember(KafkaConsumer<String, byte[]> opened) {
        lock.lock();
        try {
            consumer = opened;
            if (closed) {
                opened.wakeup();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
