package io.millrace.executor;

import io.millrace.executor.dispatch.DispatchLimits;
import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much an executor takes on.
 *
 * @param queueCapacity commands of one tenant that wait before the partitions they come from are paused, from 1
 * @param inFlight steps at work at the same time, from 1
 * @param remembered done attempts that are remembered to recognise repeats, from 1
 * @param longestStep time after which a step is given up whatever its deadline, more than zero
 */
@ConfigurationProperties("millrace.executor")
record ExecutorProperties(
        @DefaultValue("1000") int queueCapacity,
        @DefaultValue("2048") int inFlight,
        @DefaultValue("50000") int remembered,
        @DefaultValue("15m") Duration longestStep) {
    private static final Settings SETTINGS = new Settings("millrace.executor");

    ExecutorProperties {
        SETTINGS.count("queue-capacity", queueCapacity);
        SETTINGS.count("in-flight", inFlight);
        SETTINGS.count("remembered", remembered);
        SETTINGS.time("longest-step", longestStep);
    }

    DispatchLimits limits() {
        return new DispatchLimits(queueCapacity, inFlight, remembered, longestStep);
    }
}
