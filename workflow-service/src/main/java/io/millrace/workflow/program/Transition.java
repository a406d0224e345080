package io.millrace.workflow.program;

/** Where a run goes when a task is done. */
public sealed interface Transition {

    /** To the next task of the list, or out of the list after its last. */
    record Continue() implements Transition {}

    /** Out of the current list, to whatever follows the task that holds it. */
    record Exit() implements Transition {}

    /** To the end of the whole run, from any depth. */
    record End() implements Transition {}

    /**
     * To a task of the same list, earlier or later.
     *
     * @param index its position in the list, from 0
     * @param name its name, for people
     */
    record GoTo(int index, String name) implements Transition {}
}
