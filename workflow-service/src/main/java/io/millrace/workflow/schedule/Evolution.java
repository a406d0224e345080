package io.millrace.workflow.schedule;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.schedule.ScheduleState.Absent;
import io.millrace.workflow.schedule.ScheduleState.Armed;
import io.millrace.workflow.schedule.ScheduleState.Counters;
import io.millrace.workflow.schedule.ScheduleState.Disarmed;
import io.millrace.workflow.schedule.ScheduleState.Memory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The only way in which the state of a schedule changes. */
public final class Evolution {
    private Evolution() {}

    /** The state after some facts. */
    public static ScheduleState evolve(ScheduleState state, List<ScheduleEvent> events) {
        ScheduleState after = state;
        for (ScheduleEvent event : events) {
            after = evolve(after, event);
        }
        return after;
    }

    static ScheduleState evolve(ScheduleState state, ScheduleEvent event) {
        Memory memory = memory(state);
        return switch (event) {
            case ScheduleEvent.ScheduleArmed armed ->
                new Armed(
                        armed.definition(),
                        new Memory(
                                armed.text(),
                                new Counters(
                                        memory.counters().position() + 1,
                                        memory.counters().timer(),
                                        memory.counters().group()),
                                armed.kept(),
                                memory.follows(),
                                List.of(),
                                memory.seen()));
            case ScheduleEvent.ScheduleContinued continued -> new Armed(continued.definition(), memory);
            case ScheduleEvent.ScheduleDisarmed _ -> new Disarmed(definition(state), memory);
            case ScheduleEvent.TimerSet set ->
                with(
                        state,
                        new Memory(
                                memory.text(),
                                new Counters(
                                        memory.counters().position(),
                                        set.timer().number(),
                                        memory.counters().group()),
                                plus(memory.timers(), set.timer()),
                                set.timer().kind() == Kind.AFTER ? null : memory.follows(),
                                memory.groups(),
                                memory.seen()));
            case ScheduleEvent.TimerCancelled(Timer timer) -> with(state, without(memory, timer));
            case ScheduleEvent.TimerElapsed(Timer timer) -> with(state, without(memory, timer));
            case ScheduleEvent.RunCaused caused ->
                caused.kind() == Kind.AFTER ? with(state, following(memory, caused.run())) : state;
            case ScheduleEvent.DueTimesMissed _ -> state;
            case ScheduleEvent.GroupOpened opened ->
                with(
                        state,
                        new Memory(
                                memory.text(),
                                new Counters(
                                        memory.counters().position(),
                                        memory.counters().timer(),
                                        opened.group()),
                                memory.timers(),
                                memory.follows(),
                                plus(memory.groups(), Group.opened(opened.group(), opened.expected())),
                                memory.seen()));
            case ScheduleEvent.EventTaken taken ->
                with(
                        state,
                        seen(
                                change(
                                        memory,
                                        taken.group(),
                                        group ->
                                                group.took(taken.item(), taken.event(), taken.met(), taken.expected())),
                                taken.partition(),
                                taken.offset()));
            case ScheduleEvent.EndingEventTaken taken ->
                with(
                        state,
                        seen(
                                change(
                                        memory,
                                        taken.group(),
                                        group -> group.ends(taken.event(), taken.met(), taken.expected())),
                                taken.partition(),
                                taken.offset()));
            case ScheduleEvent.GroupClosed(int closed) -> with(state, without(memory, closed));
            case ScheduleEvent.GroupGivenUp(int dropped) -> with(state, without(memory, dropped));
        };
    }

    static Memory memory(ScheduleState state) {
        return switch (state) {
            case Absent _ -> Memory.fresh();
            case Armed armed -> armed.memory();
            case Disarmed disarmed -> disarmed.memory();
        };
    }

    private static Identity definition(ScheduleState state) {
        return switch (state) {
            case Absent _ -> throw new IllegalStateException("a schedule that was never armed has no definition");
            case Armed armed -> armed.definition();
            case Disarmed disarmed -> disarmed.definition();
        };
    }

    private static ScheduleState with(ScheduleState state, Memory memory) {
        return switch (state) {
            case Absent _ -> throw new IllegalStateException("a schedule that was never armed has no memory");
            case Armed armed -> new Armed(armed.definition(), memory);
            case Disarmed disarmed -> new Disarmed(disarmed.definition(), memory);
        };
    }

    private static Memory without(Memory memory, Timer timer) {
        return with(memory, keep(memory.timers(), kept -> !kept.equals(timer)), memory.groups());
    }

    private static Memory without(Memory memory, int group) {
        return with(memory, memory.timers(), keep(memory.groups(), kept -> kept.number() != group));
    }

    private static Memory change(Memory memory, int group, UnaryOperator<Group> change) {
        return with(
                memory,
                memory.timers(),
                memory.groups().stream()
                        .map(known -> known.number() == group ? change.apply(known) : known)
                        .toList());
    }

    private static Memory with(Memory memory, List<Timer> timers, List<Group> groups) {
        return new Memory(memory.text(), memory.counters(), timers, memory.follows(), groups, memory.seen());
    }

    private static Memory following(Memory memory, @Nullable RunId run) {
        return new Memory(memory.text(), memory.counters(), memory.timers(), run, memory.groups(), memory.seen());
    }

    private static Memory seen(Memory memory, int partition, long offset) {
        Map<Integer, Long> more = new HashMap<>(memory.seen());
        more.put(partition, offset);
        return new Memory(memory.text(), memory.counters(), memory.timers(), memory.follows(), memory.groups(), more);
    }

    private static <T> List<T> keep(List<T> list, Predicate<T> which) {
        return list.stream().filter(which).toList();
    }

    private static <T> List<T> plus(List<T> list, T more) {
        List<T> longer = new ArrayList<>(list);
        longer.add(more);
        return longer;
    }
}
