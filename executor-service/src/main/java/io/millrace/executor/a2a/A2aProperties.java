package io.millrace.executor.a2a;

import io.millrace.executor.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what agents answer.
 *
 * @param maxResponse greatest answer, a stream as a whole, 1 byte to 1 GB
 * @param maxEvents events that a stream may have, from 1
 */
@ConfigurationProperties("millrace.executor.a2a")
record A2aProperties(
        @DefaultValue("10MB") DataSize maxResponse,
        @DefaultValue("10000") int maxEvents) {
    private static final Settings SETTINGS = new Settings("millrace.executor.a2a");

    A2aProperties {
        SETTINGS.answer("max-response", maxResponse, maxResponse.toBytes());
        SETTINGS.count("max-events", maxEvents);
    }
}
