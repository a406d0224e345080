package io.millrace.workflow.kafka;

/**
 * How large a run is.
 *
 * @param state bytes of its state as it is kept
 * @param largest size of its largest value, in characters of JSON
 * @param data size of all its values, in characters of JSON
 */
record RunSize(long state, long largest, long data) {
    static final RunSize NONE = new RunSize(0, 0, 0);

    /** The greater of every size. */
    RunSize or(RunSize other) {
        return new RunSize(Math.max(state, other.state), Math.max(largest, other.largest), Math.max(data, other.data));
    }
}
