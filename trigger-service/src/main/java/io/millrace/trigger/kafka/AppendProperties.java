package io.millrace.trigger.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a sender waits for the brokers.
 *
 * @param timeout the longest time until all replicas in sync have an event, 1 s to 1 min; after it the sender is
 *     asked to come again
 */
@ConfigurationProperties("millrace.trigger.append")
public record AppendProperties(@DefaultValue("8s") Duration timeout) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Checks the time. */
    public AppendProperties {
        if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "millrace.trigger.append.timeout is " + timeout + " but must be between 1 s and 1 min");
        }
    }
}
