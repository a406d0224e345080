package io.millrace.workflow.kafka;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends what may be repeated at once, outside the transaction, and makes sure that the transaction of its inputs is
 * committed only when all of it is acknowledged. What was decided is thus never lost: either it was sent, or its input
 * is processed again.
 */
final class EarlyOutputs implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Map<Thread, AtomicReference<@Nullable Exception>> failures = new ConcurrentHashMap<>();

    EarlyOutputs(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Sends a record; whether it arrived is known at the next {@link #awaitAcknowledged()} of the same thread. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback sees every failure
    void send(ProducerRecord<byte[], byte[]> output) {
        AtomicReference<@Nullable Exception> failure = failureOf(Thread.currentThread());
        producer.send(output, (_, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    /**
     * Waits until everything that this thread sent is acknowledged.
     *
     * @throws KafkaException when a record could not be sent: the transaction must not be committed
     */
    void awaitAcknowledged() {
        producer.flush();
        Exception failure = failureOf(Thread.currentThread()).getAndSet(null);
        if (failure != null) {
            throw new KafkaException(
                    "An output of the engine could not be sent; its input will be processed again", failure);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private AtomicReference<@Nullable Exception> failureOf(Thread thread) {
        return failures.computeIfAbsent(thread, _ -> new AtomicReference<>());
    }
}
