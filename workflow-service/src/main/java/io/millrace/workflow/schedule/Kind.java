package io.millrace.workflow.schedule;

import java.util.Locale;

/** What about a schedule started a run. */
public enum Kind {
    /** A fixed time went by. */
    EVERY,
    /** The calendar says so. */
    CRON,
    /** A run ended some time ago. */
    AFTER,
    /** Events came together. */
    ON;

    /** The word in JSON and topics: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
