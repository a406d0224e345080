package io.millrace.executor.resilience4j;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much a tenant may have at work and when a callee is spared.
 *
 * @param tenantInFlight steps of one tenant at work at the same time, whatever its own quota says, from 1
 * @param breaker when a callee is spared
 */
@ConfigurationProperties("millrace.executor")
record ResilienceProperties(
        @DefaultValue("512") int tenantInFlight,
        @DefaultValue Breaker breaker) {
    private static final Settings SETTINGS = new Settings("millrace.executor");

    ResilienceProperties {
        SETTINGS.count("tenant-in-flight", tenantInFlight);
    }

    /**
     * When a callee is spared.
     *
     * @param failureRate per cent of failed calls from which it is spared, 1 to 100
     * @param minimumCalls calls within the window below which no rate is judged, from 1
     * @param window time over which calls are judged, whole seconds from 1 s
     * @param rest time for which it is left alone, more than zero
     * @param trialCalls calls that then decide whether it is well again, from 1
     */
    record Breaker(
            @DefaultValue("50") float failureRate,
            @DefaultValue("20") int minimumCalls,
            @DefaultValue("10s") Duration window,
            @DefaultValue("5s") Duration rest,
            @DefaultValue("3") int trialCalls) {
        private static final Settings SETTINGS = new Settings("millrace.executor.breaker");

        Breaker {
            SETTINGS.check("failure-rate", failureRate, failureRate >= 1 && failureRate <= 100, "between 1 and 100");
            SETTINGS.count("minimum-calls", minimumCalls);
            SETTINGS.check("window", window, window.toSeconds() >= 1, "at least 1s");
            SETTINGS.time("rest", rest);
            SETTINGS.count("trial-calls", trialCalls);
        }
    }
}
