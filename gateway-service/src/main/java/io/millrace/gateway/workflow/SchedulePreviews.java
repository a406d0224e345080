package io.millrace.gateway.workflow;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.SchedulePreview;

/** Asks the schedule of a workflow what it will do. */
public interface SchedulePreviews {
    /**
     * What the schedule will do. Blocks the calling thread.
     *
     * @param count how many runs at most, 1 to 1,000
     * @throws Refused as unavailable when there is no answer in time
     */
    SchedulePreview preview(String tenant, String workflow, int count);
}
