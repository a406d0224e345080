package io.millrace.workflow.kafka;

import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Answers gateways that asked something through a topic. */
final class ReplyPublisher {
    private final Topics topics;
    private final Serializer<SpecificRecord> serializer;
    private final Producer<byte[], byte[]> producer;

    ReplyPublisher(Topics topics, Serializer<SpecificRecord> serializer, Producer<byte[], byte[]> producer) {
        this.topics = topics;
        this.serializer = serializer;
        this.producer = producer;
    }

    /** Sends an answer to what was read. */
    @SuppressWarnings("FutureReturnValueIgnored") // a lost answer is a timeout of the gateway, which asks again
    void answer(ConsumerRecord<byte[], byte[]> read, String tenant, ReplyTo address, SpecificRecord answer) {
        RecordHeaders why = RecordHeaders.readFrom(read.headers(), tenant, address.getCorrelationId())
                .causing(read.topic(), read.partition(), read.offset());
        Reply reply = new Reply(address.getGateway(), address.getCorrelationId(), answer);
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(
                topics.replies(),
                address.getPartition(),
                address.getCorrelationId().getBytes(StandardCharsets.UTF_8),
                serializer.serialize(topics.replies(), reply));
        why.writeTo(sent.headers());
        producer.send(sent);
    }
}
