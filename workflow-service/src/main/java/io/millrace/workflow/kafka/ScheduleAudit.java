package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.Rejection;
import io.millrace.records.Usage;
import io.millrace.schemas.RecordHeaders;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.schedule.ScheduleDecision;
import io.millrace.workflow.schedule.ScheduleEvent;
import io.millrace.workflow.schedule.ScheduleState;
import io.millrace.workflow.schedule.Timer;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes down what a schedule did. */
final class ScheduleAudit {
    private ScheduleAudit() {}

    /** The record of one input. It has no status, because a schedule is no run. */
    static AuditRecord of(
            io.millrace.records.RunInput read,
            ScheduleState after,
            ScheduleDecision decision,
            RecordMetadata at,
            long time,
            RecordHeaders why) {
        AuditRecord.Builder audit = AuditRecords.begin("schedule.input", read.getTenant(), "engine", at, time, why)
                .setRunId(read.getRunId())
                .setInput(read);
        Identity definition = definition(after);
        if (definition != null) {
            audit.setWorkflow(definition.name()).setVersion(definition.version());
        }
        return switch (decision) {
            case ScheduleDecision.Accepted accepted ->
                audit.setOutcome(Outcome.ACCEPTED)
                        .setEvents(accepted.events().stream()
                                .map(ScheduleAudit::event)
                                .toList())
                        .setUsage(new Usage(1, 0, 0, 0L))
                        .build();
            case ScheduleDecision.Rejected rejected ->
                audit.setOutcome(Outcome.REJECTED)
                        .setRejection(new Rejection(rejected.refusal().name(), rejected.reason()))
                        .setEvents(List.of())
                        .build();
        };
    }

    /** The version that a schedule was armed with last. */
    static @Nullable Identity definition(ScheduleState state) {
        return switch (state) {
            case ScheduleState.Absent _ -> null;
            case ScheduleState.Armed armed -> armed.definition();
            case ScheduleState.Disarmed disarmed -> disarmed.definition();
        };
    }

    private static AuditEvent event(ScheduleEvent event) {
        return AuditEvent.newBuilder()
                .setType(event.getClass().getSimpleName())
                .setDetail(detail(event).toString())
                .build();
    }

    private static ObjectNode detail(ScheduleEvent event) {
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        return switch (event) {
            case ScheduleEvent.ScheduleArmed armed -> detail.put("schedule", armed.text());
            case ScheduleEvent.ScheduleContinued continued ->
                detail.put("version", continued.definition().version());
            case ScheduleEvent.ScheduleDisarmed _ -> detail;
            case ScheduleEvent.TimerSet(Timer timer) -> timer(detail, timer);
            case ScheduleEvent.TimerCancelled(Timer timer) -> timer(detail, timer);
            case ScheduleEvent.TimerElapsed(Timer timer) -> timer(detail, timer);
            case ScheduleEvent.RunCaused caused ->
                detail.put("kind", caused.kind().word())
                        .put("cause", caused.cause())
                        .put("run", caused.run().toString());
            case ScheduleEvent.DueTimesMissed missed ->
                detail.put("kind", missed.kind().word())
                        .put("from", missed.from().toString())
                        .put("until", missed.until().toString());
            case ScheduleEvent.GroupOpened opened -> detail.put("group", opened.group());
            case ScheduleEvent.EventTaken taken ->
                detail.put("group", taken.group())
                        .put("partition", taken.partition())
                        .put("offset", taken.offset());
            case ScheduleEvent.EndingEventTaken taken ->
                detail.put("group", taken.group())
                        .put("partition", taken.partition())
                        .put("offset", taken.offset());
            case ScheduleEvent.GroupClosed(int group) -> detail.put("group", group);
            case ScheduleEvent.GroupGivenUp(int group) -> detail.put("group", group);
        };
    }

    private static ObjectNode timer(ObjectNode detail, Timer timer) {
        return detail.put("timer", timer.number())
                .put("kind", timer.kind().word())
                .put("dueAt", timer.dueAt().toString());
    }
}
