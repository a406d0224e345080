package io.millrace.audit.store;

import org.jspecify.annotations.Nullable;

/** Text as both databases can hold it. */
final class SqlText {
    private SqlText() {}

    /** The text without the character U+0000, which PostgreSQL refuses. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
    }

    static @Nullable String storableOrNull(@Nullable String text) {
        return text == null ? null : storable(text);
    }

    /** A pattern for {@code like ? escape '!'} that finds the text anywhere. */
    static String anywhere(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
