package io.millrace.workflow.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.schemas.RunId;
import io.millrace.workflow.DeepStackThread;
import io.millrace.workflow.codec.ScheduleCodec;
import io.millrace.workflow.language.Compilation;
import io.millrace.workflow.language.Compiler;
import io.millrace.workflow.program.Program;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plays one schedule by hand: what tests say is what the log would bring. Its state goes through bytes every time. */
final class PlayedSchedule {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    static final RunId ID = RunId.derived(3, "acme", "schedule", "played");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Compiler COMPILER = new Compiler(new DeepStackThread());

    final List<ScheduleEffect.StartRun> started = new ArrayList<>();
    final List<ScheduleEffect> effects = new ArrayList<>();
    final List<ScheduleEvent> events = new ArrayList<>();
    private @Nullable Program program;
    private byte @Nullable [] state;
    private Instant now = BEGIN;
    private long offset;

    /** A version of the workflow with this section, and this in {@code metadata.millrace}. */
    static Program version(String version, String schedule, String vendor) {
        String text = """
                document: {dsl: '1.0.3', namespace: test, name: played, version: '%s', metadata: {millrace: {%s}}}
                schedule: {%s}
                do: [{note: {set: {}}}]
                """.formatted(version, vendor, schedule);
        return switch (COMPILER.compile(text)) {
            case Compilation.Compiled compiled -> compiled.program();
            case Compilation.Refused refused ->
                throw new IllegalArgumentException(refused.problems().toString());
        };
    }

    static PlayedSchedule of(String schedule) {
        return of(schedule, "");
    }

    static PlayedSchedule of(String schedule, String vendor) {
        PlayedSchedule played = new PlayedSchedule();
        played.publish(version("1.0.0", schedule, vendor));
        return played;
    }

    ScheduleDecision publish(Program published) {
        program = published;
        return happen(new ScheduleInput.Arm(published.identity()));
    }

    ScheduleDecision delete() {
        return happen(new ScheduleInput.Disarm());
    }

    ScheduleDecision end(RunId run) {
        return happen(new ScheduleInput.RunOver(run));
    }

    ScheduleDecision event(String event) {
        return event(event, 0, offset++);
    }

    ScheduleDecision event(String event, int partition, long at) {
        int position = Evolution.memory(state()).counters().position();
        return happen(new ScheduleInput.DeliverEvent(position, json(event), partition, at));
    }

    /** Time goes by without anybody acting on it. */
    PlayedSchedule sleep(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** Everything that is due now happens. */
    PlayedSchedule wake() {
        for (Timer next = next(); next != null && !next.dueAt().isAfter(now); next = next()) {
            happen(new ScheduleInput.TimerFired(next.number()));
        }
        return this;
    }

    /** Time goes by, and everything happens when it is due. */
    PlayedSchedule live(Duration time) {
        Instant end = now.plus(time);
        for (Timer next = next(); next != null && !next.dueAt().isAfter(end); next = next()) {
            now = next.dueAt().isAfter(now) ? next.dueAt() : now;
            happen(new ScheduleInput.TimerFired(next.number()));
        }
        now = end;
        return this;
    }

    ScheduleDecision happen(ScheduleInput input) {
        ScheduleState before = state();
        ScheduleDecision decision = Scheduler.decide(program, ID, before, input, now);
        if (decision instanceof ScheduleDecision.Accepted accepted) {
            if (!accepted.events().isEmpty()) {
                state = ScheduleCodec.write(Evolution.evolve(before, accepted.events()));
            }
            events.addAll(accepted.events());
            effects.addAll(accepted.effects());
            for (ScheduleEffect effect : accepted.effects()) {
                if (effect instanceof ScheduleEffect.StartRun start) {
                    started.add(start);
                }
            }
        }
        return decision;
    }

    ScheduleState state() {
        return ScheduleCodec.read(state);
    }

    /** The causes of the runs so far; due times as seconds since the beginning. */
    List<String> causes() {
        return started.stream()
                .map(start -> start.cause().contains("T")
                        ? Long.toString(Duration.between(BEGIN, Instant.parse(start.cause()))
                                .toSeconds())
                        : start.cause())
                .toList();
    }

    List<String> inputs() {
        return started.stream().map(start -> start.input().toString()).toList();
    }

    private @Nullable Timer next() {
        return state() instanceof ScheduleState.Armed armed
                ? armed.memory().timers().stream()
                        .min(Comparator.comparing(Timer::dueAt))
                        .orElse(null)
                : null;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(invalid);
        }
    }
}
