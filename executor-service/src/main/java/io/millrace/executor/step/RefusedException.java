package io.millrace.executor.step;

/** Thrown by a handler that will not perform a step as it is: the callee is not asked and not blamed. */
public final class RefusedException extends RuntimeException {
    private final StepError error;

    /** A refusal that goes back to the workflow as this error. */
    public RefusedException(StepError error) {
        super(error.detail());
        this.error = error;
    }

    /** What goes back to the workflow. */
    public StepError error() {
        return error;
    }
}
