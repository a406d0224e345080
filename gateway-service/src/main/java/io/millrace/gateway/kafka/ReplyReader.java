package io.millrace.gateway.kafka;

import io.millrace.gateway.run.RunReplies;
import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the replies of one partition to those who wait for them. It begins at the end of the partition: nobody waits
 * for what was written before. A reply may come more than once; only the first one is given on.
 */
final class ReplyReader implements RunReplies {
    private static final Logger LOG = LoggerFactory.getLogger(ReplyReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(500);
    private static final long AT_THE_END = -1;

    private final TopicPartition partition;
    private final String gateway;
    private final Map<String, Object> configuration;
    private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong correlation = new AtomicLong();
    private final Thread thread;
    private volatile boolean positioned;
    private volatile boolean closed;
    private volatile @Nullable KafkaConsumer<String, Reply> consumer;
    private long next = AT_THE_END;

    /**
     * Prepares to read.
     *
     * @param partition where this gateway's replies arrive
     * @param gateway id of this gateway, unlike any other's, past ones included
     * @param configuration of the consumer
     */
    ReplyReader(TopicPartition partition, String gateway, Map<String, Object> configuration) {
        this.partition = partition;
        this.gateway = gateway;
        this.configuration = Map.copyOf(configuration);
        this.thread = Thread.ofPlatform().daemon().name("replies").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether every reply that is written from now on will be read. */
    boolean positioned() {
        return positioned;
    }

    void close() {
        closed = true;
        KafkaConsumer<String, Reply> open = consumer;
        if (open != null) {
            open.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Waiting open() {
        String id = Long.toString(correlation.incrementAndGet(), Character.MAX_RADIX);
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        ReplyTo address = new ReplyTo(gateway, partition.partition(), id);
        return new Waiting() {
            @Override
            public ReplyTo address() {
                return address;
            }

            @Override
            public CompletableFuture<Reply> answer() {
                return answer;
            }

            @Override
            public void close() {
                waiting.remove(id);
            }
        };
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (WakeupException e) {
                LOG.debug("Stopped reading replies");
            } catch (KafkaException e) {
                LOG.warn("Reading replies failed; trying again: partition={}", partition, e);
                pause();
            }
        }
    }

    private void follow() {
        KafkaConsumer<String, Reply> opened = new KafkaConsumer<>(configuration);
        try {
            consumer = opened;
            read(opened);
        } finally {
            // No group to leave; waiting would only be for the answer to the last fetch.
            opened.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void read(KafkaConsumer<String, Reply> opened) {
        opened.assign(List.of(partition));
        if (next == AT_THE_END) {
            opened.seekToEnd(List.of(partition));
            next = opened.position(partition);
        } else {
            opened.seek(partition, next);
        }
        positioned = true;
        while (!closed) {
            try {
                for (ConsumerRecord<String, Reply> read : opened.poll(POLL)) {
                    next = read.offset() + 1;
                    deliver(read.value());
                }
            } catch (RecordDeserializationException e) {
                LOG.error("Skipped a reply that cannot be read: partition={} offset={}", partition, e.offset(), e);
                next = e.offset() + 1;
                opened.seek(partition, next);
            }
        }
    }

    private void deliver(@Nullable Reply reply) {
        if (reply == null || !reply.getGateway().equals(gateway)) {
            return;
        }
        CompletableFuture<Reply> answer = waiting.remove(reply.getCorrelationId());
        if (answer != null) {
            answer.complete(reply);
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
