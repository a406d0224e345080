package io.millrace.workflow.schedule;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that the schedule of a workflow is, between two inputs. */
public sealed interface ScheduleState {

    /** It was never armed. */
    record Absent() implements ScheduleState {}

    /**
     * It starts runs.
     *
     * @param definition the version whose runs it starts
     * @param memory where it stands
     */
    record Armed(Identity definition, Memory memory) implements ScheduleState {}

    /**
     * It starts no runs, because its workflow was deleted or has no schedule any more.
     *
     * @param definition the version that it was armed with last
     * @param memory where it stood; it goes on from there when the same schedule is armed again
     */
    record Disarmed(Identity definition, Memory memory) implements ScheduleState {}

    /**
     * Where a schedule stands.
     *
     * @param text of the schedule, to tell whether another one is the same
     * @param counters numbers that only grow
     * @param timers what it waits for, at most one of each kind
     * @param follows the run after whose end the next one starts; null = after the end of any
     * @param groups events that wait for others, oldest first
     * @param seen offset of the last event taken from each partition of the topic events
     */
    record Memory(
            String text,
            Counters counters,
            List<Timer> timers,
            @Nullable RunId follows,
            List<Group> groups,
            Map<Integer, Long> seen) {

        /** Copies what it is given. */
        public Memory {
            timers = List.copyOf(timers);
            groups = List.copyOf(groups);
            seen = Map.copyOf(seen);
        }

        static Memory fresh() {
            return new Memory("", new Counters(0, 0, 0), List.of(), null, List.of(), Map.of());
        }
    }

    /**
     * Numbers that only grow, so that what they name is never mixed up.
     *
     * @param position what events are delivered to: another one whenever other events are waited for
     * @param timer that was set last
     * @param group that was opened last
     */
    record Counters(int position, int timer, int group) {}
}
