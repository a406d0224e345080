package io.millrace.schemas;

import io.millrace.schemas.blobs.BlobSettings;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every service of one installation must know alike.
 *
 * @param instance name of this process, different in every one of them
 * @param topics topic names and sizes
 * @param wireFormat how values are written
 * @param limits how large values may be
 * @param blobs where large values are kept
 */
public record Installation(
        String instance, Topics topics, WireFormat wireFormat, ValueLimits limits, BlobSettings blobs) {
    /**
     * Reads the settings that all services share: millrace.instance, millrace.topic-prefix, millrace.partitions,
     * millrace.replication-factor, millrace.schema-registry.*, millrace.limits.* and millrace.blobs.*.
     *
     * @param setting gives the text of a setting, or null when it is not set
     * @throws IllegalArgumentException when a value is wrong; the message names key, value and rule
     */
    public static Installation from(Function<String, @Nullable String> setting) {
        String prefix = setting.apply("millrace.topic-prefix");
        String register = setting.apply("millrace.schema-registry.auto-register");
        return new Installation(
                instance(setting.apply("millrace.instance")),
                new Topics(prefix == null ? "millrace." : prefix, number(setting, "millrace.partitions", 8), (short)
                        number(setting, "millrace.replication-factor", 1)),
                WireFormat.of(
                        setting.apply("millrace.schema-registry.url"),
                        setting.apply("millrace.schema-registry.user-info"),
                        register == null ? null : Boolean.valueOf(register),
                        setting.apply("millrace.schema-registry.serializer"),
                        setting.apply("millrace.schema-registry.deserializer")),
                ValueLimits.from(setting),
                BlobSettings.from(setting));
    }

    /** Opens the way to large values; whoever does closes it. */
    public LargeValues largeValues() {
        return new LargeValues(blobs.open(), limits);
    }

    private static int number(Function<String, @Nullable String> setting, String key, int fallback) {
        String value = setting.apply(key);
        if (value == null) {
            return fallback;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is '" + value + "' but must be a whole number", e);
        }
    }

    private static String instance(@Nullable String set) {
        if (set != null && !set.isBlank()) {
            return set;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "millrace.instance is not set and this host has no name: set it to a name that no other process has",
                    e);
        }
    }
}
