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

    static final String RUN_RETRIED = "RunRetried";
    static final String CONTEXT_REPLACED = "ContextReplaced";
    static final String FAULT_CAUGHT = "FaultCaught";
    static final String TASK_RETRIED = "TaskRetried";
    static final String ITERATION_STARTED = "IterationStarted";
    static final String SPREAD_STARTED = "SpreadStarted";
    static final String ITEM_STARTED = "ItemStarted";
    static final String ITEM_ENDED = "ItemEnded";
    static final String FORK_STARTED = "ForkStarted";
    static final String LISTEN_STARTED = "ListenStarted";
    static final String SUBSCRIPTION_STARTED = "SubscriptionStarted";
    static final String EVENT_WORK_STARTED = "EventWorkStarted";
    static final String CHILD_STARTED = "ChildStarted";
    static final String RUN_DETACHED = "RunDetached";
    static final String CHILD_ENDED = "ChildEnded";
    static final String CALLBACK_OPENED = "CallbackOpened";
    static final String HEARTBEAT_RECEIVED = "HeartbeatReceived";
    static final String CALLBACK_RECEIVED = "CallbackReceived";
    static final String COMPENSATION_STARTED = "CompensationStarted";
    static final String COMPENSATION_ENDED = "CompensationEnded";

    static final String TASK_STARTED = "TaskStarted";
    static final String TASK_COMPLETED = "TaskCompleted";
    static final String TASK_SKIPPED = "TaskSkipped";
    static final String TASK_FAULTED = "TaskFaulted";
    static final String TASK_CANCELLED = "TaskCancelled";

    private EventTypes() {}
}
