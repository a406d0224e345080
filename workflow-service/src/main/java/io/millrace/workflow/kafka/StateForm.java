package io.millrace.workflow.kafka;

import io.millrace.schemas.blobs.ValueLimits;
import io.millrace.workflow.codec.StateCodec;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** How states are kept: small, with their large values elsewhere. */
final class StateForm {
    /** Of a state that is too large with its middle-sized values in it, these go elsewhere too, in characters. */
    private static final int SMALL = 8 * 1024;

    private final LargeJson json;
    private final ValueLimits limits;

    StateForm(LargeJson json) {
        this.json = json;
        this.limits = json.values().limits();
    }

    /**
     * A state as it is kept.
     *
     * @param bytes what is written into the store
     * @param size how large it is
     */
    record Kept(Bytes bytes, RunSize size) {}

    RunValues reading() {
        return new RunValues(json, limits.inline(), limits.value());
    }

    /**
     * A state as it is kept. In that of a run at work a value beyond the limit stands as it is: such a state is not
     * kept, see {@link #outgrown}.
     */
    Kept keep(RunState state) {
        return keep(state, state instanceof RunState.Active ? limits.value() : Integer.MAX_VALUE);
    }

    /** A state as it is kept whatever is in it, because its run ends for having grown too large. */
    Kept keepAll(RunState state) {
        return keep(state, Integer.MAX_VALUE);
    }

    /** What is to be said of a state that is larger than a run may be. */
    Optional<RunInput.StateOutgrown> outgrown(RunSize size) {
        if (size.largest() > limits.value()) {
            return Optional.of(new RunInput.StateOutgrown(size.largest(), limits.value()));
        }
        if (size.data() > limits.run()) {
            return Optional.of(new RunInput.StateOutgrown(size.data(), limits.run()));
        }
        return size.state() > limits.state()
                ? Optional.of(new RunInput.StateOutgrown(size.state(), limits.state()))
                : Optional.empty();
    }

    /** What is to be said of a state that is only imagined: its values are measured, and go nowhere. */
    Optional<RunInput.StateOutgrown> outgrown(RunState.Active state) {
        MeasuredValues values = new MeasuredValues(limits.inline());
        RunSize size = values.size(StateCodec.write(state, values).length);
        if (size.state() > limits.state() / 2 && size.largest() > SMALL) {
            MeasuredValues smaller = new MeasuredValues(SMALL);
            size = smaller.size(StateCodec.write(state, smaller).length);
        }
        return outgrown(size);
    }

    private Kept keep(RunState state, int most) {
        Kept kept = keep(state, limits.inline(), most);
        return kept.size().state() > limits.state() / 2 && kept.size().largest() > SMALL
                ? keep(state, SMALL, most)
                : kept;
    }

    private Kept keep(RunState state, int inline, int most) {
        RunValues values = new RunValues(json, inline, most);
        byte[] bytes = StateCodec.write(state, values);
        return new Kept(Bytes.wrap(bytes), values.size(bytes.length));
    }
}
