package io.millrace.executor.grpc;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of outgoing gRPC calls.
 *
 * @param responseTimeout time in which the whole answer must be there when the step has no deadline, from 1 ms
 * @param maxResponse greatest answer, all messages of a stream together, 1 byte to 1 GB
 * @param maxMessages messages that a stream may have, from 1
 * @param maxFiles .proto files that one may import, itself included, from 1
 */
@ConfigurationProperties("millrace.executor.grpc")
record GrpcProperties(
        @DefaultValue("60s") Duration responseTimeout,
        @DefaultValue("10MB") DataSize maxResponse,
        @DefaultValue("10000") int maxMessages,
        @DefaultValue("50") int maxFiles) {
    private static final Settings SETTINGS = new Settings("millrace.executor.grpc");

    GrpcProperties {
        SETTINGS.time("response-timeout", responseTimeout);
        SETTINGS.answer("max-response", maxResponse, maxResponse.toBytes());
        SETTINGS.count("max-messages", maxMessages);
        SETTINGS.count("max-files", maxFiles);
    }
}
