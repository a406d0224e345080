package io.millrace.trigger.http;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits on what senders may do.
 *
 * @param bodyLimit the longest body, 1 KB to 16 MB
 * @param readTimeout the longest time until a body has arrived, 1 s to 5 min
 * @param inFlightLimit how much may wait for the brokers at the same time, at least one body
 * @param rememberedDeliveries how many accepted deliveries are remembered, so that a repeat is answered without
 *     another append; 0 or more
 */
@ConfigurationProperties("millrace.trigger.webhook")
public record WebhookProperties(
        @DefaultValue("1MB") DataSize bodyLimit,
        @DefaultValue("10s") Duration readTimeout,
        @DefaultValue("64MB") DataSize inFlightLimit,
        @DefaultValue("100000") int rememberedDeliveries) {
    private static final DataSize SMALLEST_BODY = DataSize.ofKilobytes(1);
    private static final DataSize LARGEST_BODY = DataSize.ofMegabytes(16);
    private static final DataSize MOST_IN_FLIGHT = DataSize.ofGigabytes(1);
    private static final Duration SHORTEST_READ = Duration.ofSeconds(1);
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);

    /** Checks the values. */
    public WebhookProperties {
        if (bodyLimit.compareTo(SMALLEST_BODY) < 0 || bodyLimit.compareTo(LARGEST_BODY) > 0) {
            throw wrong("body-limit", bodyLimit, "between 1KB and 16MB");
        }
        if (readTimeout.compareTo(SHORTEST_READ) < 0 || readTimeout.compareTo(LONGEST_READ) > 0) {
            throw wrong("read-timeout", readTimeout, "between 1s and 5m");
        }
        if (inFlightLimit.compareTo(bodyLimit) < 0 || inFlightLimit.compareTo(MOST_IN_FLIGHT) > 0) {
            throw wrong("in-flight-limit", inFlightLimit, "between body-limit and 1GB");
        }
        if (rememberedDeliveries < 0) {
            throw wrong("remembered-deliveries", rememberedDeliveries, "0 or more");
        }
    }

    private static IllegalArgumentException wrong(String key, Object value, String rule) {
        return new IllegalArgumentException(
                "millrace.trigger.webhook." + key + " is " + value + " but must be " + rule);
    }
}
