package io.millrace.executor.step;

/** How an attempt ended. */
public sealed interface StepOutcome {

    /**
     * It was performed.
     *
     * @param output the step's raw output as JSON text
     */
    record Succeeded(String output) implements StepOutcome {}

    /**
     * It could not be performed.
     *
     * @param error what goes back to the workflow
     * @param fault whose fault it was, which decides whether the callee is trusted less
     */
    record Failed(StepError error, Fault fault) implements StepOutcome {}

    /** Whose fault a failure was. */
    enum Fault {
        /** The request was refused before any callee saw it: says nothing about the callee. */
        REQUEST,
        /** The callee is well and refused the request. */
        ANSWER,
        /** The callee was not reached, was too slow, or is broken. */
        CALLEE
    }

    /** A failure that no callee had a part in. */
    static Failed refused(StepError error) {
        return new Failed(error, Fault.REQUEST);
    }
}
