package io.millrace.workflow.program;

/**
 * An expression could not be evaluated: jq refused the values it met, the budget was used up, or the result is not what
 * its place needs. Its message is written for the author of the workflow; the engine raises it as the standard error
 * {@link StandardErrors#EXPRESSION}.
 */
public final class ExpressionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    /**
     * @param message what happened and, where there is one, what to do; a full sentence
     */
    public ExpressionException(String message) {
        // No stack trace: this is an outcome of a run, not a defect, and a hostile definition could produce many.
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
