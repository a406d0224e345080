package io.millrace.workflow.schedule;

import io.millrace.workflow.program.Rhythm;
import io.millrace.workflow.program.Schedule;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A moment that a schedule waits for.
 *
 * @param number within the schedule, from 1
 * @param kind what is due then
 * @param dueAt the moment
 */
public record Timer(int number, Kind kind, Instant dueAt) {

    /** How it goes on after this moment; null when it does not go on by itself. */
    @Nullable
    Rhythm rhythm(Schedule schedule) {
        return switch (kind) {
            case EVERY -> schedule.every() == null ? null : new Every(dueAt, schedule.every());
            case CRON -> schedule.cron();
            case AFTER, ON -> null;
        };
    }
}
