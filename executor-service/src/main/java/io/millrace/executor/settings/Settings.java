package io.millrace.executor.settings;

import java.time.Duration;

/**
 * Holds settings to their rules. Whatever breaks one ends in an {@link IllegalArgumentException} that names the setting,
 * its value and the rule, so that a service with a wrong setting does not start.
 *
 * @param prefix what the names of the settings begin with, without the last dot
 */
public record Settings(String prefix) {
    private static final long LARGEST_ANSWER = 1L << 30;

    /**
     * Any rule.
     *
     * @param key name of the setting behind the prefix, in kebab case
     * @param rule ends the sentence "it must be"
     */
    public void check(String key, Object value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(prefix + "." + key + " is " + value + " but must be " + rule);
        }
    }

    /** A number from 1. */
    public void count(String key, int value) {
        check(key, value, value >= 1, "at least 1");
    }

    /** A time that is not over at once. */
    public void time(String key, Duration value) {
        check(key, value, value.isPositive(), "more than 0s");
    }

    /**
     * The greatest answer that is kept in memory: 1 byte to 1 GB.
     *
     * @param value as it was set
     * @param bytes what it comes to
     */
    public void answer(String key, Object value, long bytes) {
        check(key, value, bytes >= 1 && bytes <= LARGEST_ANSWER, "between 1B and 1GB");
    }
}
