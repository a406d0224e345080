package io.millrace.audit.kafka;

import io.millrace.schemas.DeadLetter;
import io.millrace.schemas.LosslessProducer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets records aside that cannot be read. The producer is opened for the first of them, because most never need it. */
public final class DeadLetterPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterPublisher.class);

    private final Map<String, Object> configuration;
    private @Nullable Producer<byte[], byte[]> producer;

    /**
     * Publishes to the same cluster that is read.
     *
     * @param kafka bootstrap servers and security settings, as for any producer
     */
    public DeadLetterPublisher(Map<String, Object> kafka) {
        configuration = new HashMap<>(kafka);
        configuration.putAll(LosslessProducer.SETTINGS);
        configuration.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        configuration.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    }

    /**
     * Sets a record aside and waits until that is durable.
     *
     * @throws KafkaException when it could not be
     */
    synchronized void publish(ConsumerRecord<byte[], byte[]> poison, String reason) {
        LOG.atError()
                .addKeyValue("topic", poison.topic())
                .addKeyValue("partition", poison.partition())
                .addKeyValue("offset", poison.offset())
                .addKeyValue("reason", reason)
                .log("Set aside an audit record that cannot be read");
        try {
            producer().send(DeadLetter.of(poison, reason, 1)).get();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The dead letter of " + poison.topic() + "/" + poison.partition() + "/" + poison.offset()
                            + " could not be written",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while writing a dead letter", e);
        }
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close();
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(configuration);
        }
        return producer;
    }
}
