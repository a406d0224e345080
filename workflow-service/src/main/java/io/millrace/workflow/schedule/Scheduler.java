package io.millrace.workflow.schedule;

import io.millrace.schemas.RunId;
import io.millrace.workflow.program.EventStrategy;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.Schedule;
import io.millrace.workflow.schedule.ScheduleDecision.Accepted;
import io.millrace.workflow.schedule.ScheduleDecision.Refusal;
import io.millrace.workflow.schedule.ScheduleDecision.Rejected;
import io.millrace.workflow.schedule.ScheduleState.Armed;
import io.millrace.workflow.schedule.ScheduleState.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides when runs start without anybody asking. The same program, state, input and time always give the same
 * decision; nothing is read or written besides.
 */
public final class Scheduler {
    private Scheduler() {}

    /**
     * Decides.
     *
     * @param program the version that a command to arm names, otherwise the one that the schedule was armed with last;
     *     null where there is none, or when it cannot be found
     * @param id of the schedule
     * @param state of the schedule before the input
     * @param now the time of the input's record
     */
    public static ScheduleDecision decide(
            @Nullable Program program, RunId id, ScheduleState state, ScheduleInput input, Instant now) {
        return switch (input) {
            case ScheduleInput.Arm arm -> arm(program, id, state, arm, now);
            case ScheduleInput.Disarm _ ->
                state instanceof Armed
                        ? disarm(id, state, now)
                        : new Rejected(Refusal.DUPLICATE_ARMING, "The schedule is not armed.");
            case ScheduleInput.TimerFired fired -> fired(program, id, state, fired, now);
            case ScheduleInput.DeliverEvent delivered -> delivered(program, id, state, delivered, now);
            case ScheduleInput.RunOver over -> over(program, id, state, over, now);
            case ScheduleInput.StateOutgrown _ -> outgrown(id, state, now);
        };
    }

    private static ScheduleDecision arm(
            @Nullable Program program, RunId id, ScheduleState state, ScheduleInput.Arm arm, Instant now) {
        Identity wanted = arm.definition();
        if (program == null) {
            return new Rejected(
                    Refusal.DEFINITION_UNAVAILABLE,
                    "Version " + wanted.version() + " of workflow " + wanted.name() + " with hash " + wanted.hash()
                            + " did not arrive in time, or cannot be run by this version of Millrace.");
        }
        Schedule schedule = program.schedule();
        if (schedule == null || !schedule.remembers()) {
            return state instanceof Armed
                    ? disarm(id, state, now)
                    : new Rejected(
                            Refusal.DUPLICATE_ARMING,
                            "Version " + wanted.version() + " of workflow " + wanted.name() + " has no schedule.");
        }
        if (state instanceof Armed armed && armed.definition().equals(wanted)) {
            // The partitions in which events stand may be others than when it was armed.
            return schedule.on() == null
                    ? new Rejected(
                            Refusal.DUPLICATE_ARMING, "The schedule is armed with version " + wanted.version() + ".")
                    : new Accepted(List.of(), List.of(subscribe(armed.memory(), schedule.on())));
        }
        Round round = new Round(id, state, now);
        round.arm(wanted, schedule);
        return round.decision();
    }

    private static ScheduleEffect subscribe(Memory memory, EventStrategy strategy) {
        return new ScheduleEffect.Subscribe(
                Gathering.subscription(memory.counters().position(), strategy));
    }

    private static ScheduleDecision disarm(RunId id, ScheduleState state, Instant now) {
        Round round = new Round(id, state, now);
        round.disarm();
        return round.decision();
    }

    private static ScheduleDecision fired(
            @Nullable Program program, RunId id, ScheduleState state, ScheduleInput.TimerFired fired, Instant now) {
        Schedule schedule = program == null ? null : program.schedule();
        Optional<Timer> timer = Evolution.memory(state).timers().stream()
                .filter(known -> known.number() == fired.timer())
                .findFirst();
        if (!(state instanceof Armed armed) || schedule == null || timer.isEmpty()) {
            return new Rejected(Refusal.STALE_TIMER, "Timer " + fired.timer() + " has fired before or was cancelled.");
        }
        Round round = new Round(id, state, now);
        round.fire(armed.definition(), schedule, timer.get());
        return round.decision();
    }

    private static ScheduleDecision delivered(
            @Nullable Program program,
            RunId id,
            ScheduleState state,
            ScheduleInput.DeliverEvent delivered,
            Instant now) {
        Schedule schedule = program == null ? null : program.schedule();
        if (!(state instanceof Armed armed)
                || schedule == null
                || schedule.on() == null
                || delivered.position() != armed.memory().counters().position()
                || known(armed.memory(), delivered)) {
            return new Rejected(
                    Refusal.STALE_EVENT,
                    "The schedule took the event before, or waits for no events at " + delivered.position() + ".");
        }
        Gathering.Place place = Gathering.place(armed.memory(), schedule.on(), delivered.event());
        if (place == null) {
            return new Rejected(Refusal.OTHER_EVENT, "The schedule waits for other events.");
        }
        Round round = new Round(id, state, now);
        Gathering.take(round, armed.definition(), schedule, place, delivered);
        return round.decision();
    }

    private static boolean known(Memory memory, ScheduleInput.DeliverEvent delivered) {
        Long last = memory.seen().get(delivered.partition());
        String event = Gathering.name(delivered.event());
        return (last != null && delivered.offset() <= last)
                || memory.groups().stream().anyMatch(group -> group.events().contains(event));
    }

    private static ScheduleDecision over(
            @Nullable Program program, RunId id, ScheduleState state, ScheduleInput.RunOver over, Instant now) {
        Schedule schedule = program == null ? null : program.schedule();
        if (state instanceof ScheduleState.Absent || schedule == null || schedule.after() == null) {
            return new Rejected(Refusal.STALE_RUN, "The schedule waits for the end of no run.");
        }
        Memory memory = Evolution.memory(state);
        RunId follows = memory.follows();
        boolean waits = memory.timers().stream().noneMatch(timer -> timer.kind() == Kind.AFTER);
        if (!waits || (follows != null && !follows.equals(over.run()))) {
            return new Rejected(
                    Refusal.STALE_RUN,
                    follows == null
                            ? "The next run after one that ended before has a time already."
                            : "The schedule waits for the end of " + follows + ", not of " + over.run() + ".");
        }
        Round round = new Round(id, state, now);
        round.setAfter(schedule.after());
        return round.decision();
    }

    private static ScheduleDecision outgrown(RunId id, ScheduleState state, Instant now) {
        List<Group> groups = Evolution.memory(state).groups();
        if (groups.isEmpty()) {
            throw new IllegalStateException("nothing of a schedule can grow but the events that it gathers");
        }
        Round round = new Round(id, state, now);
        groups.subList(0, (groups.size() + 1) / 2)
                .forEach(group -> round.note(new ScheduleEvent.GroupGivenUp(group.number())));
        return round.decision();
    }
}
