package io.millrace.executor.http;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of outgoing HTTP calls.
 *
 * @param connectTimeout time in which a connection must be made, 1 ms to 5 min
 * @param responseTimeout time in which the whole answer must be there when the step has no deadline, from 1 ms
 * @param maxResponse greatest answer, decompressed, 1 byte to 1 GB
 * @param maxRedirects redirects that are followed when the step allows any, from 0
 * @param connectionsPerHost connections of one tenant to one host; further calls wait for one, from 1
 */
@ConfigurationProperties("millrace.executor.http")
record HttpProperties(
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("60s") Duration responseTimeout,
        @DefaultValue("10MB") DataSize maxResponse,
        @DefaultValue("5") int maxRedirects,
        @DefaultValue("100") int connectionsPerHost) {
    private static final Settings SETTINGS = new Settings("millrace.executor.http");

    HttpProperties {
        SETTINGS.check(
                "connect-timeout",
                connectTimeout,
                connectTimeout.isPositive() && connectTimeout.compareTo(Duration.ofMinutes(5)) <= 0,
                "between 1ms and 5m");
        SETTINGS.time("response-timeout", responseTimeout);
        SETTINGS.answer("max-response", maxResponse, maxResponse.toBytes());
        SETTINGS.check("max-redirects", maxRedirects, maxRedirects >= 0, "at least 0");
        SETTINGS.count("connections-per-host", connectionsPerHost);
    }
}
