package io.millrace.trigger.kafka;

import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.schemas.blobs.LargeValues;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.stream.function.StreamBridge;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.MessagingException;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Sends one record through an output binding and waits for the brokers' acknowledgement. It blocks its thread, so it
 * is called on virtual threads only.
 */
final class Appender {
    private final StreamBridge bridge;
    private final LargeValues values;

    Appender(StreamBridge bridge, LargeValues values) {
        this.bridge = bridge;
        this.values = values;
    }

    /**
     * Appends.
     *
     * @param binding name of the output binding
     * @throws BlobStoreException when a large value could not be kept; then nothing was sent
     * @throws MessagingException when the brokers did not acknowledge in time
     */
    void append(String binding, String key, int partition, SpecificRecord value, RecordHeaders headers) {
        MessageBuilder<SpecificRecord> message = MessageBuilder.withPayload(values.toWire(headers.tenant(), value))
                .setHeader(KafkaHeaders.KEY, key)
                .setHeader(KafkaHeaders.PARTITION, partition);
        add(message, RecordHeaders.TENANT, headers.tenant());
        add(message, RecordHeaders.CORRELATION_ID, headers.correlationId());
        add(message, RecordHeaders.CAUSATION_ID, headers.causationId());
        add(message, RecordHeaders.TRACEPARENT, headers.traceparent());
        bridge.send(binding, message.build());
    }

    /** What the client said, without the record that an exception of Spring carries along. */
    static String reason(Throwable failure) {
        Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root instanceof MessagingException
                ? root.getClass().getSimpleName()
                : root.getClass().getSimpleName() + ": " + root.getMessage();
    }

    // Bytes go into the record as they are; anything else would be written as JSON.
    private static void add(MessageBuilder<SpecificRecord> message, String name, @Nullable String value) {
        if (value != null) {
            message.setHeader(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
