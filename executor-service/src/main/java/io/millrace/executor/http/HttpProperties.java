package io.millrace.executor.http;

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
    HttpProperties {
        check(
                "connect-timeout",
                connectTimeout,
                connectTimeout.isPositive() && connectTimeout.compareTo(Duration.ofMinutes(5)) <= 0,
                "between 1ms and 5m");
        check("response-timeout", responseTimeout, responseTimeout.isPositive(), "more than 0s");
        check(
                "max-response",
                maxResponse,
                maxResponse.toBytes() >= 1 && maxResponse.toGigabytes() <= 1,
                "between 1B and 1GB");
        check("max-redirects", maxRedirects, maxRedirects >= 0, "at least 0");
        check("connections-per-host", connectionsPerHost, connectionsPerHost >= 1, "at least 1");
    }

    private static void check(String key, Object value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "millrace.executor.http." + key + " is " + value + " but must be " + rule);
        }
    }
}
