package io.millrace.workflow.whatif;

import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Status;
import java.util.List;

/**
 * All that is known of a run that has ended.
 *
 * @param inputs in the order of the log; the first one starts the run
 * @param status how it ended
 */
public record Recording(List<RecordedInput> inputs, Status status) {
    /** Inputs that a recording may have. */
    public static final int MOST_INPUTS = 50_000;

    /**
     * Copies the list it is given.
     *
     * @throws IllegalArgumentException when it does not begin with a start, is too long, or the run has not ended
     */
    public Recording {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || !(inputs.getFirst().input() instanceof RunInput.StartRun)) {
            throw new IllegalArgumentException("the record of the run does not begin with its start");
        }
        if (inputs.size() > MOST_INPUTS) {
            throw new IllegalArgumentException(
                    "the run has " + inputs.size() + " inputs; at most " + MOST_INPUTS + " can be replayed");
        }
        if (!status.terminal()) {
            throw new IllegalArgumentException("the run has not ended: it is " + status.word());
        }
    }

    RunInput.StartRun start() {
        if (inputs.getFirst().input() instanceof RunInput.StartRun start) {
            return start;
        }
        throw new IllegalStateException("the constructor lets no other input be the first");
    }
}
