package io.millrace.workflow.engine;

/**
 * A gateway that waits for the end of a run.
 *
 * @param gateway instance id
 * @param partition of the topic replies that it reads
 * @param correlationId what it knows the waiting caller by
 */
public record Waiter(String gateway, int partition, String correlationId) {}
