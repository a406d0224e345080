package io.millrace.executor.kafka;

import io.millrace.executor.settings.Settings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How commands are taken from their topic.
 *
 * @param consumption with a classic group, or with a share group
 * @param maxGap commands of one partition behind its oldest open one before the partition is paused, from 1
 * @param shareConsumers consumers of a share group in this executor, each with one command at a time, from 1; the broker
 *     gives each partition to an equal share of them, and when all of those have slow commands, the partition waits
 * @param stopGrace time that steps at work have to end when the executor stops
 */
@ConfigurationProperties("millrace.executor")
record ConsumptionProperties(
        @DefaultValue("classic") Consumption consumption,
        @DefaultValue("10000") int maxGap,
        @DefaultValue("24") int shareConsumers,
        @DefaultValue("10s") Duration stopGrace) {
    private static final Settings SETTINGS = new Settings("millrace.executor");

    ConsumptionProperties {
        SETTINGS.count("max-gap", maxGap);
        SETTINGS.count("share-consumers", shareConsumers);
        SETTINGS.check("stop-grace", stopGrace, !stopGrace.isNegative(), "at least 0s");
    }

    /** The two ways of taking commands; docs/adr/0002-executor-consumption.md says which is for what. */
    enum Consumption {
        /** A partition belongs to one executor, which keeps account of what is done in it. */
        CLASSIC,
        /** The broker keeps account of single records (KIP-932). */
        SHARE
    }
}
