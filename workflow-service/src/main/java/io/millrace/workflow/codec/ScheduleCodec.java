package io.millrace.workflow.codec;

import io.millrace.workflow.program.Identity;
import io.millrace.workflow.schedule.Group;
import io.millrace.workflow.schedule.Kind;
import io.millrace.workflow.schedule.ScheduleState;
import io.millrace.workflow.schedule.ScheduleState.Absent;
import io.millrace.workflow.schedule.ScheduleState.Armed;
import io.millrace.workflow.schedule.ScheduleState.Counters;
import io.millrace.workflow.schedule.ScheduleState.Disarmed;
import io.millrace.workflow.schedule.ScheduleState.Memory;
import io.millrace.workflow.schedule.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a schedule as bytes and reads it back. The first byte tells it from the state of a run, the
 * second is the version of the form.
 */
public final class ScheduleCodec {
    private static final int SCHEDULE = 'S';
    private static final int FORM = 1;
    private static final int ARMED = 1;
    private static final int DISARMED = 2;

    private ScheduleCodec() {}

    /** Whether bytes are the state of a schedule. */
    public static boolean isSchedule(byte @Nullable [] bytes) {
        return bytes != null && bytes.length > 0 && bytes[0] == SCHEDULE;
    }

    /**
     * The bytes of a state.
     *
     * @throws IllegalArgumentException for a schedule that was never armed, because nothing is kept of it
     */
    public static byte[] write(ScheduleState state) {
        StateWriter out = new StateWriter(JsonForm.PLAIN);
        out.octet(SCHEDULE);
        out.octet(FORM);
        switch (state) {
            case Absent _ -> throw new IllegalArgumentException("nothing is kept of a schedule that was never armed");
            case Armed armed -> {
                out.octet(ARMED);
                StateCodec.identity(out, armed.definition());
                memory(out, armed.memory());
            }
            case Disarmed disarmed -> {
                out.octet(DISARMED);
                StateCodec.identity(out, disarmed.definition());
                memory(out, disarmed.memory());
            }
        }
        return out.bytes();
    }

    /**
     * The state that bytes stand for.
     *
     * @param bytes what {@link #write} returned, or null when nothing is kept
     * @throws IllegalStateException when the bytes are of a newer form, or those of a run
     */
    public static ScheduleState read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new Absent();
        }
        StateReader in = new StateReader(bytes, JsonForm.PLAIN);
        int mark = in.octet();
        int form = in.octet();
        if (mark != SCHEDULE || form != FORM) {
            throw new IllegalStateException("the state has form " + mark + "." + form
                    + ", which is no schedule or was written by a newer Millrace; this one reads " + SCHEDULE + "."
                    + FORM);
        }
        int state = in.octet();
        Identity definition = StateCodec.identity(in);
        Memory memory = memory(in);
        return state == ARMED ? new Armed(definition, memory) : new Disarmed(definition, memory);
    }

    private static void memory(StateWriter out, Memory memory) {
        out.text(memory.text());
        out.number(memory.counters().position());
        out.number(memory.counters().timer());
        out.number(memory.counters().group());
        out.list(memory.timers(), ScheduleCodec::timer);
        out.optional(memory.follows(), StateCodec::runId);
        out.list(memory.groups(), ScheduleCodec::group);
        out.map(memory.seen(), StateWriter::integer, StateWriter::number);
    }

    private static Memory memory(StateReader in) {
        return new Memory(
                in.text(),
                new Counters(in.integer(), in.integer(), in.integer()),
                in.list(ScheduleCodec::timer),
                in.optional(StateCodec::runId),
                in.list(ScheduleCodec::group),
                in.map(StateReader::integer, StateReader::number));
    }

    private static void timer(StateWriter out, Timer timer) {
        out.number(timer.number());
        out.text(timer.kind().name());
        out.instant(timer.dueAt());
    }

    private static Timer timer(StateReader in) {
        return new Timer(in.integer(), Kind.valueOf(in.text()), in.instant());
    }

    private static void group(StateWriter out, Group group) {
        out.number(group.number());
        out.list(group.items(), StateWriter::json);
        out.list(group.events(), StateWriter::text);
        out.list(group.met(), StateWriter::integer);
        out.list(group.ending(), StateWriter::integer);
        out.map(group.expected(), StateWriter::text, StateWriter::json);
    }

    private static Group group(StateReader in) {
        return new Group(
                in.integer(),
                in.list(StateReader::json),
                in.list(StateReader::text),
                in.list(StateReader::integer),
                in.list(StateReader::integer),
                in.map(StateReader::text, StateReader::json));
    }
}
