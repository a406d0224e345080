package io.millrace.workflow.schedule;

import io.millrace.workflow.program.Rhythm;
import io.millrace.workflow.program.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a schedule will do, as far as it is known. */
public final class Preview {
    private Preview() {}

    /** A run that will be started. */
    public record Planned(Kind kind, Instant dueAt) {}

    /**
     * The next runs that are due at a known time, earliest first. Of runs that follow the end of another one, only the
     * next is known, and only when that other one has ended.
     *
     * @param schedule of the version that it is armed with, or null
     * @param count how many at most
     */
    public static List<Planned> of(@Nullable Schedule schedule, ScheduleState state, int count) {
        if (schedule == null || !(state instanceof ScheduleState.Armed armed)) {
            return List.of();
        }
        List<Planned> planned = new ArrayList<>();
        for (Timer timer : armed.memory().timers()) {
            Rhythm rhythm = timer.rhythm(schedule);
            Instant due = timer.dueAt();
            for (int i = 0; i < count && due != null; i++) {
                planned.add(new Planned(timer.kind(), due));
                due = rhythm == null ? null : rhythm.next(due).orElse(null);
            }
        }
        planned.sort(Comparator.comparing(Planned::dueAt).thenComparing(Planned::kind));
        return List.copyOf(planned.subList(0, Math.min(count, planned.size())));
    }
}
