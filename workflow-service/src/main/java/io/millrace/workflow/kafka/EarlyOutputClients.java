package io.millrace.workflow.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Gives Kafka Streams producers that commit a transaction only behind its early outputs. */
final class EarlyOutputClients extends DefaultKafkaClientSupplier {
    private final EarlyOutputs early;

    EarlyOutputClients(EarlyOutputs early) {
        this.early = early;
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> configuration) {
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void commitTransaction() {
                early.awaitAcknowledged();
                super.commitTransaction();
            }
        };
    }
}
