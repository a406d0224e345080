package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Rhythm;
import io.millrace.workflow.program.Schedule;
import io.millrace.workflow.schedule.ScheduleState.Armed;
import io.millrace.workflow.schedule.ScheduleState.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One input at work: collects what follows, and keeps the state that follows from it. */
final class Round {
    private final RunId id;
    private final Instant now;
    private final List<ScheduleEvent> events = new ArrayList<>();
    private final List<ScheduleEffect> effects = new ArrayList<>();
    private ScheduleState state;

    Round(RunId id, ScheduleState state, Instant now) {
        this.id = id;
        this.state = state;
        this.now = now;
    }

    ScheduleDecision decision() {
        return new ScheduleDecision.Accepted(events, effects);
    }

    void note(ScheduleEvent event) {
        events.add(event);
        state = Evolution.evolve(state, event);
    }

    void send(ScheduleEffect effect) {
        effects.add(effect);
    }

    Memory memory() {
        return Evolution.memory(state);
    }

    /** Begins anew by another text, or goes on where the same one stood. */
    void arm(Identity definition, Schedule schedule) {
        boolean working = state instanceof Armed;
        if (memory().text().equals(schedule.text())) {
            note(new ScheduleEvent.ScheduleContinued(definition, working ? List.of() : memory().timers()));
        } else {
            begin(definition, schedule, working);
        }
        if (schedule.on() != null) {
            send(new ScheduleEffect.Subscribe(
                    Gathering.subscription(memory().counters().position(), schedule.on())));
        }
    }

    private void begin(Identity definition, Schedule schedule, boolean working) {
        int position = memory().counters().position();
        if (working) {
            for (Timer timer : memory().timers()) {
                if (timer.kind() != Kind.AFTER || schedule.after() == null) {
                    note(new ScheduleEvent.TimerCancelled(timer));
                }
            }
            send(new ScheduleEffect.Unsubscribe(position));
        }
        List<Timer> kept = memory().timers().stream()
                .filter(timer -> timer.kind() == Kind.AFTER && schedule.after() != null)
                .toList();
        note(new ScheduleEvent.ScheduleArmed(definition, schedule.text(), kept));
        if (schedule.every() != null) {
            set(Kind.EVERY, new Every(now, schedule.every()).next(now));
        }
        if (schedule.cron() != null) {
            set(Kind.CRON, schedule.cron().next(now));
        }
    }

    void disarm() {
        note(new ScheduleEvent.ScheduleDisarmed(memory().timers()));
        send(new ScheduleEffect.Unsubscribe(memory().counters().position()));
    }

    void fire(Identity definition, Schedule schedule, Timer timer) {
        note(new ScheduleEvent.TimerElapsed(timer));
        Rhythm rhythm = timer.rhythm(schedule);
        if (rhythm == null) {
            cause(definition, timer.kind(), timer.dueAt());
            return;
        }
        // A timer of the log may be due later than the record that says so: clocks differ between machines.
        Instant moment = now.isBefore(timer.dueAt()) ? timer.dueAt() : now;
        DueTimes due = DueTimes.of(rhythm, timer.dueAt(), moment, schedule.missed());
        if (due.missedFrom() != null && due.missedUntil() != null) {
            note(new ScheduleEvent.DueTimesMissed(timer.kind(), due.missedFrom(), due.missedUntil()));
        }
        due.count().forEach(each -> cause(definition, timer.kind(), each));
        set(timer.kind(), Optional.ofNullable(due.next()));
    }

    private void cause(Identity definition, Kind kind, Instant due) {
        cause(
                definition,
                kind,
                due.toString(),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("schedule", kind.word())
                        .put("dueAt", due.toString()));
    }

    /** Starts a run, whose id belongs to this schedule, the kind and the cause for ever. */
    void cause(Identity definition, Kind kind, String cause, JsonNode input) {
        RunId run = RunId.derived(id.partition(), id.toString(), kind.word(), cause);
        note(new ScheduleEvent.RunCaused(kind, cause, run));
        send(new ScheduleEffect.StartRun(run, definition, input, cause));
    }

    void setAfter(Duration after) {
        set(Kind.AFTER, Optional.of(now.plus(after)));
    }

    private void set(Kind kind, Optional<Instant> due) {
        due.ifPresent(moment ->
                note(new ScheduleEvent.TimerSet(new Timer(memory().counters().timer() + 1, kind, moment))));
    }
}
