package io.millrace.audit.history;

/** The facts that the engine writes into an audit record, by the name they have there. */
public final class EventTypes {
    /** A run began; carries its input. */
    public static final String RUN_STARTED = "RunStarted";
    /** A run ended with an output. */
    public static final String RUN_COMPLETED = "RunCompleted";
    /** A run ended with an error that nothing caught. */
    public static final String RUN_FAULTED = "RunFaulted";
    /** A run was ended by a command. */
    public static final String RUN_CANCELLED = "RunCancelled";

    static final String TASK_STARTED = "TaskStarted";
    static final String TASK_COMPLETED = "TaskCompleted";
    static final String TASK_SKIPPED = "TaskSkipped";
    static final String TASK_FAULTED = "TaskFaulted";
    static final String TASK_CANCELLED = "TaskCancelled";

    private EventTypes() {}
}
