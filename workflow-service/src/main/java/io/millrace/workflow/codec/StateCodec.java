package io.millrace.workflow.codec;

import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Activation;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.Phase;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Ended;
import io.millrace.workflow.engine.RunState.NotStarted;
import io.millrace.workflow.engine.RunState.Pause;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.program.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a run as bytes and reads it back. The first byte is the version of the form; a new form gets a
 * new number and the old ones stay readable, because runs outlive releases.
 */
public final class StateCodec {
    private static final int FORM = 1;
    private static final int ACTIVE = 1;
    private static final int ENDED = 2;

    private StateCodec() {}

    /**
     * The bytes of a state.
     *
     * @throws IllegalArgumentException for a run that has not started, because nothing is kept of it
     */
    public static byte[] write(RunState state) {
        StateWriter out = new StateWriter();
        out.octet(FORM);
        switch (state) {
            case NotStarted _ -> throw new IllegalArgumentException("nothing is kept of a run that has not started");
            case Active run -> {
                out.octet(ACTIVE);
                active(out, run);
            }
            case Ended ended -> {
                out.octet(ENDED);
                out.text(ended.status().name());
                out.instant(ended.endedAt());
            }
        }
        return out.bytes();
    }

    /**
     * The state that bytes stand for.
     *
     * @param bytes what {@link #write} returned, or null when nothing is kept
     * @throws IllegalStateException when the bytes are of a newer form
     */
    public static RunState read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new NotStarted();
        }
        StateReader in = new StateReader(bytes);
        int form = in.octet();
        if (form != FORM) {
            throw new IllegalStateException(
                    "the state has form " + form + ", written by a newer Millrace; this one reads " + FORM);
        }
        return in.octet() == ACTIVE ? active(in) : new Ended(Status.valueOf(in.text()), in.instant());
    }

    private static void active(StateWriter out, Active run) {
        out.fixed(run.id().high());
        out.fixed(run.id().low());
        out.text(run.tenant());
        out.text(run.definition().namespace());
        out.text(run.definition().name());
        out.text(run.definition().version());
        out.text(run.definition().hash());
        out.instant(run.startedAt());
        out.json(run.rawInput());
        out.json(run.context());
        out.list(run.activations(), StateCodec::activation);
        out.list(run.timers(), StateCodec::timer);
        Pause pause = run.pause();
        out.octet(pause == null ? 0 : 1);
        if (pause != null) {
            out.number(pause.parent());
            out.number(pause.index());
            out.json(pause.data());
        }
        Counters counters = run.counters();
        out.number(counters.position());
        out.number(counters.timer());
        out.number(counters.stretch());
        out.number(counters.tasks());
        out.number(counters.steps());
        out.number(counters.stepMillis());
        out.list(run.waiters(), StateCodec::waiter);
    }

    private static Active active(StateReader in) {
        return new Active(
                new RunId(in.fixed(), in.fixed()),
                in.text(),
                new Identity(in.text(), in.text(), in.text(), in.text()),
                in.instant(),
                in.json(),
                in.json(),
                in.list(StateCodec::activation),
                in.list(StateCodec::timer),
                in.octet() == 0 ? null : new Pause(in.integer(), in.integer(), in.json()),
                new Counters(in.integer(), in.integer(), in.integer(), in.integer(), in.integer(), in.number()),
                in.list(StateCodec::waiter));
    }

    private static void activation(StateWriter out, Activation activation) {
        out.number(activation.position());
        out.number(activation.task());
        out.number(activation.attempt());
        out.json(activation.rawInput());
        out.json(activation.input());
        out.instant(activation.startedAt());
        switch (activation.phase()) {
            case Phase.Entered _ -> out.octet(0);
            case Phase.Performing _ -> out.octet(1);
            case Phase.Sleeping _ -> out.octet(2);
            case Phase.Trying trying -> {
                out.octet(3);
                out.number(trying.attempt());
                out.instant(trying.firstAt());
            }
            case Phase.Pausing pausing -> {
                out.octet(4);
                out.number(pausing.failed());
                out.instant(pausing.firstAt());
            }
            case Phase.Catching catching -> {
                out.octet(5);
                fault(out, catching.fault());
            }
        }
        out.list(activation.children(), StateCodec::activation);
    }

    private static Activation activation(StateReader in) {
        return new Activation(
                in.integer(),
                in.integer(),
                in.integer(),
                in.json(),
                in.json(),
                in.instant(),
                phase(in),
                in.list(StateCodec::activation));
    }

    private static Phase phase(StateReader in) {
        int phase = in.octet();
        return switch (phase) {
            case 0 -> new Phase.Entered();
            case 1 -> new Phase.Performing();
            case 2 -> new Phase.Sleeping();
            case 3 -> new Phase.Trying(in.integer(), in.instant());
            case 4 -> new Phase.Pausing(in.integer(), in.instant());
            case 5 -> new Phase.Catching(fault(in));
            default -> throw new IllegalStateException("the state holds the unknown phase " + phase);
        };
    }

    private static void fault(StateWriter out, Fault fault) {
        out.text(fault.type());
        out.number(fault.status());
        out.optional(fault.title());
        out.optional(fault.detail());
        out.optional(fault.instance());
    }

    private static Fault fault(StateReader in) {
        return new Fault(in.text(), in.integer(), in.optional(), in.optional(), in.optional());
    }

    private static void timer(StateWriter out, Timer timer) {
        out.number(timer.number());
        out.number(timer.position());
        out.text(timer.purpose().name());
        out.instant(timer.dueAt());
    }

    private static Timer timer(StateReader in) {
        return new Timer(in.integer(), in.integer(), Timer.Purpose.valueOf(in.text()), in.instant());
    }

    private static void waiter(StateWriter out, Waiter waiter) {
        out.text(waiter.gateway());
        out.number(waiter.partition());
        out.text(waiter.correlationId());
    }

    private static Waiter waiter(StateReader in) {
        return new Waiter(in.text(), in.integer(), in.text());
    }
}
