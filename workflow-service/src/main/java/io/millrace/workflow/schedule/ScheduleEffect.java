package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.program.Identity;

/** What has to leave because of a decision. All of it may be repeated. */
public sealed interface ScheduleEffect {

    /**
     * Start a run; a repeat is recognised by its id.
     *
     * @param run derived from the schedule and the cause, in the partition of the schedule
     * @param definition the version to pin
     * @param input its raw input
     * @param cause the due time, or the number of the group of events
     */
    record StartRun(RunId run, Identity definition, JsonNode input, String cause) implements ScheduleEffect {}

    /** Have events delivered. */
    record Subscribe(Effect.Subscribe subscription) implements ScheduleEffect {}

    /** Have no more events delivered. */
    record Unsubscribe(int position) implements ScheduleEffect {}
}
