package io.millrace.schemas.blobs;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How large values may be. Every service of an installation must be told the same.
 *
 * @param inline bytes of the largest JSON value that travels inside a record; a larger one is kept in the blob store
 * @param value bytes of the largest JSON value at all: the input of a run, the data of an event, the output of a step
 * @param run bytes of all data of one run together, at any moment
 * @param state bytes of the state of a run as it is kept, in which a large value counts as its claim
 */
public record ValueLimits(int inline, int value, int run, int state) {
    private static final String INLINE = "millrace.limits.inline";
    private static final String VALUE = "millrace.limits.value";
    private static final String RUN = "millrace.limits.run";
    private static final String STATE = "millrace.limits.state";

    /** Checks that the limits are in order. */
    public ValueLimits {
        if (value < inline) {
            throw new IllegalArgumentException(VALUE + " is " + value + " bytes but must be at least " + INLINE
                    + ", which is " + inline + " bytes");
        }
        if (run < value) {
            throw new IllegalArgumentException(
                    RUN + " is " + run + " bytes but must be at least " + VALUE + ", which is " + value + " bytes");
        }
    }

    /**
     * Reads millrace.limits.inline (256KB, 1KB to 512KB), millrace.limits.value (32MB, up to 256MB),
     * millrace.limits.run (64MB, up to 1GB) and millrace.limits.state (768KB, 64KB to 976KB: more does not fit into a
     * record of a changelog).
     *
     * @param setting gives the text of a setting, or null when it is not set
     * @throws IllegalArgumentException when a value is wrong; the message names key, value and rule
     */
    public static ValueLimits from(Function<String, @Nullable String> setting) {
        return new ValueLimits(
                ByteSize.of(setting, INLINE, "256KB", "1KB", "512KB"),
                ByteSize.of(setting, VALUE, "32MB", "1KB", "256MB"),
                ByteSize.of(setting, RUN, "64MB", "1KB", "1GB"),
                ByteSize.of(setting, STATE, "768KB", "64KB", "976KB"));
    }
}
