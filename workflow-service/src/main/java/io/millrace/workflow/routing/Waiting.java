package io.millrace.workflow.routing;

import io.millrace.schemas.RunId;

/**
 * A task that waits for events.
 *
 * @param run its run, or whatever else has an id with a partition
 * @param position number of the task's activation within the run, from 1
 */
public record Waiting(RunId run, int position) {}
