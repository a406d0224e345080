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
    STALE_CONTINUATION,
    /** Nobody waits for this event any more, or it was taken before. */
    STALE_EVENT,
    /** The event is none of those that the task waits for. */
    OTHER_EVENT,
    /** The run does not wait for this child. */
    STALE_CHILD,
    /** The run is suspended already, or is not. */
    WRONG_STATUS,
    /** The task to begin with does not exist, or cannot be begun with. */
    WRONG_TASK,
    /** The token is wrong, was used before, or has expired. */
    WRONG_TOKEN
}
