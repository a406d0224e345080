package io.millrace.workflow.kafka;

import io.millrace.schemas.DeadLetter;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Sets a record aside that a listener could not process, and goes on behind it. */
final class DeadLetterErrorHandler implements CommonErrorHandler {
    private static final System.Logger LOG = System.getLogger(DeadLetterErrorHandler.class.getName());

    private final Producer<byte[], byte[]> producer;

    DeadLetterErrorHandler(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    @Override
    public boolean handleOne(
            Exception failure,
            ConsumerRecord<?, ?> poison,
            Consumer<?, ?> consumer,
            MessageListenerContainer container) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        LOG.log(
                System.Logger.Level.ERROR,
                "Set a record aside that cannot be processed: topic=" + poison.topic() + " partition="
                        + poison.partition() + " offset=" + poison.offset(),
                reason);
        ConsumerRecord<byte[], byte[]> origin = new ConsumerRecord<>(
                poison.topic(),
                poison.partition(),
                poison.offset(),
                poison.timestamp(),
                poison.timestampType(),
                poison.serializedKeySize(),
                poison.serializedValueSize(),
                poison.key() instanceof byte[] key ? key : null,
                poison.value() instanceof byte[] value ? value : null,
                poison.headers(),
                poison.leaderEpoch());
        send(DeadLetter.of(origin, String.valueOf(reason.getMessage()), 1));
        return true;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // flushed at once; a failure is thrown by the next call
    private void send(org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> letter) {
        producer.send(letter);
        producer.flush();
    }
}
