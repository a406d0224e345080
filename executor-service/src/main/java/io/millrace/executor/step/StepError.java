package io.millrace.executor.step;

/**
 * Why a step could not be performed, in the terms of the workflow language's errors.
 *
 * @param type URI of the kind of error, one of the constants here
 * @param status HTTP-like status, 100 to 599
 * @param title one sentence that is the same for every error of the type, or what the callee calls its problem
 * @param detail what happened, where, and what to do about it; never holds a secret
 */
public record StepError(String type, int status, String title, String detail) {
    private static final String TYPES = "https://open-workflow-specification.org/spec/1.0.0/errors/";

    /** The step is set up wrongly; status 400. */
    public static final String CONFIGURATION = TYPES + "configuration";
    /** The data that the step works on is not as it has to be; status 400. */
    public static final String VALIDATION = TYPES + "validation";
    /** Nobody believed that the step may do what it asks for; status 401. */
    public static final String AUTHENTICATION = TYPES + "authentication";
    /** The step asks for something its tenant may not do; status 403. */
    public static final String AUTHORIZATION = TYPES + "authorization";
    /** It took longer than it may; status 408. */
    public static final String TIMEOUT = TYPES + "timeout";
    /** A callee could not be reached, or answered with an error; its status. */
    public static final String COMMUNICATION = TYPES + "communication";
    /** Anything else; status 500. */
    public static final String RUNTIME = TYPES + "runtime";

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;

    /** Something in the step's arguments is wrong. */
    public static StepError configuration(String detail) {
        return new StepError(CONFIGURATION, BAD_REQUEST, "The step is set up wrongly", detail);
    }

    /** Data that the step was given is not as it has to be. */
    public static StepError validation(String detail) {
        return new StepError(VALIDATION, BAD_REQUEST, "The step's data is not as it has to be", detail);
    }

    /** The step could not show who makes it. */
    public static StepError authentication(String detail) {
        return new StepError(AUTHENTICATION, UNAUTHORIZED, "The step could not authenticate itself", detail);
    }

    /** The tenant may not do this. */
    public static StepError authorization(String detail) {
        return new StepError(AUTHORIZATION, FORBIDDEN, "The step is not allowed", detail);
    }

    /** The time was up. */
    public static StepError timeout(String detail) {
        return new StepError(TIMEOUT, REQUEST_TIMEOUT, "The step took longer than it may", detail);
    }

    /**
     * A callee did not do what it was asked.
     *
     * @param status the status it answered, or 502, 503 or 504 when it answered nothing
     */
    public static StepError communication(int status, String detail) {
        return new StepError(COMMUNICATION, status, "The callee did not do what it was asked", detail);
    }

    /** Something else went wrong. */
    public static StepError runtime(int status, String detail) {
        return new StepError(RUNTIME, status, "The step failed", detail);
    }
}
