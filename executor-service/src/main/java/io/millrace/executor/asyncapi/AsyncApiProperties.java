package io.millrace.executor.asyncapi;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of steps that publish and receive messages.
 *
 * @param responseTimeout time in which a message must be published, or all must be received, when the step has no
 *     deadline, from 1 ms
 * @param maxResponse all messages that one step receives together, 1 byte to 1 GB
 * @param maxMessages messages that one step receives, from 1
 */
@ConfigurationProperties("millrace.executor.asyncapi")
record AsyncApiProperties(
        @DefaultValue("60s") Duration responseTimeout,
        @DefaultValue("10MB") DataSize maxResponse,
        @DefaultValue("10000") int maxMessages) {
    private static final Settings SETTINGS = new Settings("millrace.executor.asyncapi");

    AsyncApiProperties {
        SETTINGS.time("response-timeout", responseTimeout);
        SETTINGS.answer("max-response", maxResponse, maxResponse.toBytes());
        SETTINGS.count("max-messages", maxMessages);
    }
}
