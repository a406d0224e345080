package io.millrace.trigger.definition;

/** What a delivery becomes. */
public sealed interface Target {
    /**
     * A run of one workflow.
     *
     * @param name of a workflow of the same tenant
     */
    record Workflow(String name) implements Target {}

    /**
     * An event that workflows may be scheduled on.
     *
     * @param type CloudEvents type
     */
    record Event(String type) implements Target {}
}
