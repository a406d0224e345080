package io.millrace.workflow.kafka;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the engine, {@code millrace.engine.*}.
 *
 * @param stateDirectory where run state is kept between restarts; it can be lost, Kafka holds a copy
 * @param threads stream threads, 1 to 64
 * @param commitInterval how often state, audit and consumed positions are committed, 10 ms to 10 s
 * @param timerInterval how often due timers are looked for, 5 ms to 10 s
 * @param definitionWait how long an input waits for a definition that has not arrived yet, at most 30 s
 * @param deduplicationWindow how long an ended run is remembered so that repeats are recognised; at least the
 *     retention of events, or an old event could run again
 * @param largeValueCache memory for large values of runs that are at work, roughly; by default two of the largest
 * @param cache memory for state that was changed since the last commit
 * @param bufferEvents events that a tenant may have in one partition for runs that begin to listen later, 1 to
 *     1,000,000; the oldest go first
 * @param bufferSize what these may take, at least 1 MB
 * @param sessionTimeout after this time without a sign of life another instance takes the partitions, 1 to 60 s
 */
@ConfigurationProperties("millrace.engine")
public record EngineProperties(
        @DefaultValue("millrace-state") Path stateDirectory,
        @DefaultValue("1") int threads,
        @DefaultValue("200ms") Duration commitInterval,
        @DefaultValue("20ms") Duration timerInterval,
        @DefaultValue("5s") Duration definitionWait,
        @DefaultValue("7d") Duration deduplicationWindow,
        @DefaultValue("256MB") DataSize largeValueCache,
        @DefaultValue("64MB") DataSize cache,
        @DefaultValue("10000") int bufferEvents,
        @DefaultValue("16MB") DataSize bufferSize,
        @DefaultValue("6s") Duration sessionTimeout) {

    /** Checks every value. */
    public EngineProperties {
        check(threads >= 1 && threads <= 64, "threads", threads, "between 1 and 64");
        between("commit-interval", commitInterval, Duration.ofMillis(10), Duration.ofSeconds(10));
        between("timer-interval", timerInterval, Duration.ofMillis(5), Duration.ofSeconds(10));
        between("definition-wait", definitionWait, Duration.ZERO, Duration.ofSeconds(30));
        between("deduplication-window", deduplicationWindow, Duration.ofHours(1), Duration.ofDays(366));
        between("session-timeout", sessionTimeout, Duration.ofSeconds(1), Duration.ofSeconds(60));
        check(bufferEvents >= 1 && bufferEvents <= 1_000_000, "buffer-events", bufferEvents, "between 1 and 1000000");
        check(bufferSize.toMegabytes() >= 1, "buffer-size", bufferSize, "at least 1MB");
        check(!largeValueCache.isNegative(), "large-value-cache", largeValueCache, "at least 0B");
        check(cache.toMegabytes() >= 1, "cache", cache, "at least 1MB");
    }

    private static void between(String key, Duration value, Duration least, Duration most) {
        check(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                key,
                value,
                "between " + least + " and " + most);
    }

    private static void check(boolean holds, String key, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("millrace.engine." + key + " is " + value + " but must be " + rule);
        }
    }
}
