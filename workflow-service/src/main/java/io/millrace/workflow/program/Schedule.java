package io.millrace.workflow.program;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What starts runs of a workflow without anybody asking. Several kinds at once all apply.
 *
 * @param text what it was compiled from, as JSON; two schedules with the same text are the same
 * @param every time from one start to the next, at least a second
 * @param cron starts by the calendar
 * @param after time from the end of a run to the next start, however the run ended
 * @param on events of which several together start a run; those that start one each are {@link Program#startsOn()}
 * @param read what the input of a run has of its events
 * @param missed what becomes of due times that nobody could act on
 */
public record Schedule(
        String text,
        @Nullable Duration every,
        @Nullable Cron cron,
        @Nullable Duration after,
        @Nullable EventStrategy on,
        Reading read,
        Missed missed) {

    /** Whether something must be remembered between two starts. */
    public boolean remembers() {
        return every != null || cron != null || after != null || on != null;
    }
}
