package io.millrace.audit.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a run stands, as callers read it. */
public enum RunStatus {
    /** Accepted and not yet begun. */
    PENDING,
    /** At work. */
    RUNNING,
    /** Waits for a timer or an event. */
    WAITING,
    /** Held by an operator. */
    SUSPENDED,
    /** Ended by a command. */
    CANCELLED,
    /** Ended by an error that nothing caught. */
    FAULTED,
    /** Ended with an output. */
    COMPLETED;

    /** The word used in records and answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the word. */
    public static Optional<RunStatus> of(String text) {
        return Arrays.stream(values())
                .filter(status -> status.text().equals(text))
                .findFirst();
    }

    /** Whether a run with this status has ended; false for a word that this version does not know. */
    public static boolean isEnd(@Nullable String text) {
        return CANCELLED.text().equals(text)
                || FAULTED.text().equals(text)
                || COMPLETED.text().equals(text);
    }
}
