package io.millrace.workflow.codec;

import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Activation;
import io.millrace.workflow.engine.Compensation;
import io.millrace.workflow.engine.Ending;
import io.millrace.workflow.engine.Parent;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.RunState.Active;
import io.millrace.workflow.engine.RunState.Counters;
import io.millrace.workflow.engine.RunState.Ended;
import io.millrace.workflow.engine.RunState.NotStarted;
import io.millrace.workflow.engine.RunState.Place;
import io.millrace.workflow.engine.Seed;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Timer;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.engine.Wreck;
import io.millrace.workflow.program.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of a run as bytes and reads it back. The first byte is the version of the form; a new form gets a
 * new number and the old ones stay readable, because runs outlive releases.
 */
public final class StateCodec {
    private static final int FORM = 2;
    private static final int ACTIVE = 1;
    private static final int ENDED = 2;

    private StateCodec() {}

    /** The bytes of a state, with all its data in them. */
    public static byte[] write(RunState state) {
        return write(state, JsonForm.PLAIN);
    }

    /**
     * The bytes of a state.
     *
     * @param values what stands in them for JSON values
     * @throws IllegalArgumentException for a run that has not started, because nothing is kept of it
     */
    public static byte[] write(RunState state, JsonForm values) {
        StateWriter out = new StateWriter(values);
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
                out.optional(ended.wreck(), StateCodec::wreck);
            }
        }
        return out.bytes();
    }

    /** The state that bytes with all its data stand for. */
    public static RunState read(byte @Nullable [] bytes) {
        return read(bytes, JsonForm.PLAIN);
    }

    /**
     * The state that bytes stand for.
     *
     * @param bytes what {@link #write} returned, or null when nothing is kept
     * @param values reads what the form that wrote them put in place of JSON values
     * @throws IllegalStateException when the bytes are of a newer form
     */
    public static RunState read(byte @Nullable [] bytes, JsonForm values) {
        if (bytes == null) {
            return new NotStarted();
        }
        StateReader in = new StateReader(bytes, values);
        int form = in.octet();
        return switch (form) {
            case FirstForm.NUMBER ->
                in.octet() == ACTIVE ? FirstForm.active(in) : new Ended(Status.valueOf(in.text()), in.instant(), null);
            case FORM ->
                in.octet() == ACTIVE
                        ? active(in)
                        : new Ended(Status.valueOf(in.text()), in.instant(), in.optional(StateCodec::wreck));
            default ->
                throw new IllegalStateException("the state has form " + form
                        + ", written by a newer Millrace; this one reads " + FirstForm.NUMBER + " to " + FORM);
        };
    }

    private static void active(StateWriter out, Active run) {
        runId(out, run.id());
        out.owner(run.tenant());
        identity(out, run.definition());
        out.instant(run.startedAt());
        out.json(run.rawInput());
        out.json(run.context());
        out.list(run.activations(), StateCodec::activation);
        out.list(run.timers(), StateCodec::timer);
        out.list(run.places(), StateCodec::place);
        counters(out, run.counters());
        out.list(run.waiters(), StateCodec::waiter);
        out.text(run.seed().secret());
        out.optional(run.parent(), StateCodec::parent);
        out.octet(run.suspended() ? 1 : 0);
        out.list(run.compensations(), StateCodec::compensation);
        out.optional(run.ending(), StateCodec::ending);
    }

    private static Active active(StateReader in) {
        return new Active(
                runId(in),
                in.owner(),
                identity(in),
                in.instant(),
                in.json(),
                in.json(),
                in.list(StateCodec::activation),
                in.list(StateCodec::timer),
                in.list(StateCodec::place),
                counters(in),
                in.list(StateCodec::waiter),
                new Seed(in.text()),
                in.optional(StateCodec::parent),
                in.octet() == 1,
                in.list(StateCodec::compensation),
                in.optional(StateCodec::ending));
    }

    static void runId(StateWriter out, RunId run) {
        out.fixed(run.high());
        out.fixed(run.low());
    }

    static RunId runId(StateReader in) {
        return new RunId(in.fixed(), in.fixed());
    }

    static void identity(StateWriter out, Identity definition) {
        out.text(definition.namespace());
        out.text(definition.name());
        out.text(definition.version());
        out.text(definition.hash());
    }

    static Identity identity(StateReader in) {
        return new Identity(in.text(), in.text(), in.text(), in.text());
    }

    private static void activation(StateWriter out, Activation activation) {
        out.number(activation.position());
        out.number(activation.task());
        out.number(activation.attempt());
        out.json(activation.rawInput());
        out.json(activation.input());
        out.instant(activation.startedAt());
        PhaseCodec.write(out, activation.phase());
        out.optional(activation.context(), StateWriter::json);
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
                PhaseCodec.read(in),
                in.optional(StateReader::json),
                in.list(StateCodec::activation));
    }

    private static void timer(StateWriter out, Timer timer) {
        out.number(timer.number());
        out.number(timer.position());
        out.text(timer.purpose().name());
        out.instant(timer.dueAt());
    }

    static Timer timer(StateReader in) {
        return new Timer(in.integer(), in.integer(), Timer.Purpose.valueOf(in.text()), in.instant());
    }

    private static void place(StateWriter out, Place place) {
        out.number(place.parent());
        out.number(place.index());
        out.json(place.data());
    }

    static Place place(StateReader in) {
        return new Place(in.integer(), in.integer(), in.json());
    }

    private static void counters(StateWriter out, Counters counters) {
        out.number(counters.position());
        out.number(counters.timer());
        out.number(counters.stretch());
        out.number(counters.tasks());
        out.number(counters.steps());
        out.number(counters.stepMillis());
    }

    static Counters counters(StateReader in) {
        return new Counters(in.integer(), in.integer(), in.integer(), in.integer(), in.integer(), in.number());
    }

    private static void waiter(StateWriter out, Waiter waiter) {
        out.text(waiter.gateway());
        out.number(waiter.partition());
        out.text(waiter.correlationId());
    }

    static Waiter waiter(StateReader in) {
        return new Waiter(in.text(), in.integer(), in.text());
    }

    private static void parent(StateWriter out, Parent parent) {
        runId(out, parent.run());
        out.number(parent.position());
        out.number(parent.depth());
        out.octet(parent.awaits() ? 1 : 0);
    }

    private static Parent parent(StateReader in) {
        return new Parent(runId(in), in.integer(), in.integer(), in.octet() == 1);
    }

    static void compensation(StateWriter out, Compensation compensation) {
        out.number(compensation.task());
        out.json(compensation.input());
        out.optional(compensation.output(), StateWriter::json);
    }

    static Compensation compensation(StateReader in) {
        return new Compensation(in.integer(), in.json(), in.optional(StateReader::json));
    }

    private static void ending(StateWriter out, Ending ending) {
        switch (ending) {
            case Ending.Faulting faulting -> {
                out.octet(0);
                PhaseCodec.fault(out, faulting.fault());
            }
            case Ending.Cancelling cancelling -> {
                out.octet(1);
                out.text(cancelling.actor());
                out.optional(cancelling.reason());
            }
        }
    }

    private static Ending ending(StateReader in) {
        return in.octet() == 0
                ? new Ending.Faulting(PhaseCodec.fault(in))
                : new Ending.Cancelling(in.text(), in.optional());
    }

    private static void wreck(StateWriter out, Wreck wreck) {
        runId(out, wreck.id());
        out.owner(wreck.tenant());
        identity(out, wreck.definition());
        out.instant(wreck.startedAt());
        out.json(wreck.rawInput());
        out.json(wreck.context());
        out.list(wreck.failed(), (to, failed) -> {
            to.text(failed.pointer());
            to.json(failed.rawInput());
        });
        counters(out, wreck.counters());
        out.text(wreck.seed().secret());
        out.optional(wreck.parent(), StateCodec::parent);
    }

    private static Wreck wreck(StateReader in) {
        return new Wreck(
                runId(in),
                in.owner(),
                identity(in),
                in.instant(),
                in.json(),
                in.json(),
                in.list(from -> new Wreck.Failed(from.text(), from.json())),
                counters(in),
                new Seed(in.text()),
                in.optional(StateCodec::parent));
    }
}
