package io.millrace.executor.mcp;

import io.millrace.executor.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what servers of the Model Context Protocol answer.
 *
 * @param maxResponse greatest answer to one request, 1 byte to 1 GB
 * @param maxEvents messages that a server may send with one answer, from 1
 */
@ConfigurationProperties("millrace.executor.mcp")
record McpProperties(
        @DefaultValue("10MB") DataSize maxResponse,
        @DefaultValue("10000") int maxEvents) {
    private static final Settings SETTINGS = new Settings("millrace.executor.mcp");

    McpProperties {
        SETTINGS.answer("max-response", maxResponse, maxResponse.toBytes());
        SETTINGS.count("max-events", maxEvents);
    }
}
