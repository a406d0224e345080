package io.millrace.workflow.whatif;

/**
 * What a run costs.
 *
 * @param tasks tasks that began
 * @param steps step commands sent to executors
 * @param stepMillis time that executors worked, in milliseconds
 */
public record Cost(long tasks, long steps, long stepMillis) {
    static final Cost NONE = new Cost(0, 0, 0);
}
