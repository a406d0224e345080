package io.millrace.workflow.engine;

import java.time.Instant;

/**
 * A moment that a run waits for.
 *
 * @param number within the run, from 1
 * @param position of the activation it belongs to; 0 for the run itself
 * @param purpose what happens when it is due
 * @param dueAt the moment
 */
public record Timer(int number, int position, Purpose purpose, Instant dueAt) {
    /** What a timer is for. */
    public enum Purpose {
        /** A wait task is over. */
        WAIT,
        /** The next attempt of a try begins. */
        RETRY,
        /** A task took too long. */
        TASK_TIMEOUT,
        /** An attempt of a try took too long. */
        ATTEMPT_TIMEOUT,
        /** The run took too long. */
        RUN_TIMEOUT,
        /** Nobody completed a callback in time. */
        CALLBACK_EXPIRY,
        /** Whoever was to complete a callback gave no sign of life. */
        HEARTBEAT,
        /** A subscription has received messages for as long as it should. */
        SUBSCRIPTION_END
    }
}
