package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;

/** What the log asks of a schedule, or tells it. */
public sealed interface ScheduleInput {

    /** Command: start runs of this version from now on, as its definition says. */
    record Arm(Identity definition) implements ScheduleInput {}

    /** Command: start no more runs. */
    record Disarm() implements ScheduleInput {}

    /** Event: a timer is due. */
    record TimerFired(int timer) implements ScheduleInput {}

    /**
     * Event: an event came that is waited for.
     *
     * @param position what it is delivered to
     * @param event the CloudEvent in its JSON format
     * @param partition of the topic events from which it came
     * @param offset in that partition
     */
    record DeliverEvent(int position, JsonNode event, int partition, long offset) implements ScheduleInput {}

    /** Event: a run of the workflow ended, or could not be started. */
    record RunOver(RunId run) implements ScheduleInput {}

    /** Event: the state that followed from the last input was larger than a schedule may be. */
    record StateOutgrown() implements ScheduleInput {}
}
