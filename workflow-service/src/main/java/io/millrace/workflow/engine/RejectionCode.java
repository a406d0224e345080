package io.millrace.workflow.engine;

/** Why an input was refused. */
public enum RejectionCode {
    /** The run was started before. */
    DUPLICATE_START,
    /** The definition that a start names did not arrive in time, or cannot be run by this version of Millrace. */
    DEFINITION_UNAVAILABLE,
    /** No such run is known, or it is long over. */
    UNKNOWN_RUN,
    /** The run has ended. */
    RUN_ENDED,
    /** Nobody waits for this step result any more. */
    STALE_RESULT,
    /** The timer was cancelled or has fired before. */
    STALE_TIMER,
    /** The stretch has gone on before. */
    STALE_CONTINUATION
}
