package io.millrace.workflow.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A fact about a schedule. */
public sealed interface ScheduleEvent {

    /**
     * It starts runs from now on, by another text than before; events that were gathered are dropped.
     *
     * @param kept timers that stay, because they do not depend on the text
     */
    record ScheduleArmed(Identity definition, String text, List<Timer> kept) implements ScheduleEvent {}

    /**
     * It goes on with another version of the workflow, or after it was disarmed, where it stood.
     *
     * @param resumed timers that count again
     */
    record ScheduleContinued(Identity definition, List<Timer> resumed) implements ScheduleEvent {}

    /**
     * It starts no more runs.
     *
     * @param held timers that do not count until it is armed again
     */
    record ScheduleDisarmed(List<Timer> held) implements ScheduleEvent {}

    /** It waits for a moment. */
    record TimerSet(Timer timer) implements ScheduleEvent {}

    /** It waits for a moment no longer. */
    record TimerCancelled(Timer timer) implements ScheduleEvent {}

    /** A moment that it waited for has come. */
    record TimerElapsed(Timer timer) implements ScheduleEvent {}

    /**
     * A run was started.
     *
     * @param cause the due time, or the number of the group of events
     */
    record RunCaused(Kind kind, String cause, RunId run) implements ScheduleEvent {}

    /**
     * Due times passed without a run, because nobody could act on them in time.
     *
     * @param from the first of them
     * @param until the first moment after them
     */
    record DueTimesMissed(Kind kind, Instant from, Instant until) implements ScheduleEvent {}

    /** Events begin to gather for another run. */
    record GroupOpened(int group, Map<String, JsonNode> expected) implements ScheduleEvent {}

    /** An event joined a group. */
    record EventTaken(
            int group,
            int partition,
            long offset,
            String event,
            JsonNode item,
            List<Integer> met,
            Map<String, JsonNode> expected)
            implements ScheduleEvent {}

    /** One of the events came that end the gathering. */
    record EndingEventTaken(
            int group, int partition, long offset, String event, List<Integer> met, Map<String, JsonNode> expected)
            implements ScheduleEvent {}

    /** A group started its run. */
    record GroupClosed(int group) implements ScheduleEvent {}

    /** A group was dropped to make room for others. */
    record GroupGivenUp(int group) implements ScheduleEvent {}
}
