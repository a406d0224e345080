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

    /**
     * Out of the current list at once; the task that holds it then goes this way instead of its own. So does
     * {@code exit} in what an extension does before a task.
     */
    record Leave(Transition outer) implements Transition {}

    /**
     * To the next task of the list; when the list has ended, the task that holds it goes this way instead of its own. So
     * does a task that an extension surrounds.
     */
    record Later(Transition outer) implements Transition {}
}
