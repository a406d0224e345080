package io.millrace.workflow.program;

/** The error types that the language defines, as URIs; see the error filter for their older spellings. */
public final class StandardErrors {

    static final String PREFIX = "https://open-workflow-specification.org/spec/1.0.0/errors/";

    /** The definition or its surroundings are set up wrongly; status 400. */
    public static final String CONFIGURATION = PREFIX + "configuration";

    /** Data does not fit its schema; status 400. */
    public static final String VALIDATION = PREFIX + "validation";

    /** An expression failed; status 400. */
    public static final String EXPRESSION = PREFIX + "expression";

    /** A callee does not know who calls; status 401. */
    public static final String AUTHENTICATION = PREFIX + "authentication";

    /** A callee, or a secret's owner, does not allow it; status 403. */
    public static final String AUTHORIZATION = PREFIX + "authorization";

    /** Something took longer than it may; status 408. */
    public static final String TIMEOUT = PREFIX + "timeout";

    /** A callee could not be reached or answered with an error; the status it answered, else 500. */
    public static final String COMMUNICATION = PREFIX + "communication";

    /** Anything else that went wrong while running; status 500. */
    public static final String RUNTIME = PREFIX + "runtime";

    private StandardErrors() {}
}
