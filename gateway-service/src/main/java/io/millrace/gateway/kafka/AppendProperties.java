package io.millrace.gateway.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long the gateway waits for the log before it answers 503.
 *
 * @param appendTimeout for an append to be on all in-sync replicas, 1 s to 1 min
 * @param viewTimeout for an append to be read back by the gateway's own view, 100 ms to 1 min
 * @param checkTimeout for workflow-service to check a definition, 1 s to 1 min
 */
@ConfigurationProperties("millrace.gateway")
record AppendProperties(
        @DefaultValue("5s") Duration appendTimeout,
        @DefaultValue("5s") Duration viewTimeout,
        @DefaultValue("10s") Duration checkTimeout) {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    AppendProperties {
        check("append-timeout", appendTimeout, Duration.ofSeconds(1));
        check("view-timeout", viewTimeout, Duration.ofMillis(100));
        check("check-timeout", checkTimeout, Duration.ofSeconds(1));
    }

    private static void check(String key, Duration value, Duration shortest) {
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("millrace.gateway." + key + " is " + value + " but must be between "
                    + shortest + " and " + LONGEST);
        }
    }
}
