package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.records.AnswerCallback;
import io.millrace.records.AuditRecord;
import io.millrace.records.CloudEvent;
import io.millrace.records.LogPosition;
import io.millrace.records.Outcome;
import io.millrace.records.Rejection;
import io.millrace.records.StartRun;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.SecretReferences;
import io.millrace.schemas.blobs.Claim;
import io.millrace.workflow.engine.Decision.Accepted;
import io.millrace.workflow.engine.Decision.Rejected;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.program.Identity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Writes down what the engine and the router did. */
final class AuditRecords {
    private AuditRecords() {}

    /** The record of one input: what came, what followed, and where it stands in the log. */
    static AuditRecord ofInput(
            io.millrace.records.RunInput read,
            RunInput asked,
            Judgement judgement,
            RecordMetadata at,
            long time,
            RecordHeaders why,
            JsonText json) {
        AuditRecord.Builder audit = begin("run.input", read.getTenant(), Inbound.actor(asked), at, time, why)
                .setRunId(read.getRunId())
                .setStatus(judgement.after().status().word())
                .setInput(masked(withoutKeys(read), json));
        Identity definition = definition(judgement, asked);
        if (definition != null) {
            audit.setWorkflow(definition.name()).setVersion(definition.version());
        }
        switch (judgement.decision()) {
            case Accepted accepted -> {
                AuditEvents events = new AuditEvents(judgement.program(), json);
                audit.setOutcome(Outcome.ACCEPTED)
                        .setEvents(accepted.events().stream().map(events::of).toList())
                        .setUsage(AuditEvents.usage(accepted.events()));
            }
            case Rejected rejected ->
                audit.setOutcome(Outcome.REJECTED)
                        .setRejection(new Rejection(rejected.code().name(), rejected.reason()))
                        .setEvents(List.of())
                        .setStatus(
                                judgement.before() instanceof RunState.NotStarted
                                        ? null
                                        : judgement.before().status().word());
        }
        return audit.build();
    }

    /** The input as it may be kept: what a step answered may refer to secrets. */
    private static io.millrace.records.RunInput masked(io.millrace.records.RunInput read, JsonText json) {
        Object payload = switch (read.getPayload()) {
            case StartRun start
            when mayHoldSecrets(start.getInput()) ->
                StartRun.newBuilder(start)
                        .setInput(json.masked(start.getInput()))
                        .build();
            case StepSucceeded result
            when mayHoldSecrets(result.getOutput()) ->
                StepSucceeded.newBuilder(result)
                        .setOutput(json.masked(result.getOutput()))
                        .build();
            case StepFailed result ->
                StepFailed.newBuilder(result)
                        .setError(AuditEvents.problem(Inbound.fault(result.getError())))
                        .build();
            default -> read.getPayload();
        };
        return new io.millrace.records.RunInput(read.getTenant(), read.getRunId(), payload);
    }

    private static boolean mayHoldSecrets(String text) {
        return Claim.stands(text) || SecretReferences.inJson(text);
    }

    /**
     * The record of one event: which runs it started.
     *
     * @param started run ids by workflow name, as {@code workflow/runId}
     */
    static AuditRecord ofEvent(
            CloudEvent event, List<String> started, RecordMetadata at, long time, RecordHeaders why) {
        ArrayNode runs = JsonNodeFactory.instance.arrayNode();
        started.forEach(runs::add);
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("id", event.getId());
        detail.put("source", event.getSource());
        detail.put("type", event.getType());
        detail.set("runs", runs);
        return begin("event.routed", event.getTenant(), event.getSource(), at, time, why)
                .setOutcome(Outcome.ACCEPTED)
                .setEvents(List.of())
                .setDetail(detail.toString())
                .build();
    }

    /** What lets somebody complete callbacks stays out of the audit. */
    private static io.millrace.records.RunInput withoutKeys(io.millrace.records.RunInput read) {
        return switch (read.getPayload()) {
            case StartRun start
            when start.getSeed().hasRemaining() ->
                new io.millrace.records.RunInput(
                        read.getTenant(),
                        read.getRunId(),
                        StartRun.newBuilder(start)
                                .setSeed(ByteBuffer.allocate(0))
                                .build());
            case AnswerCallback answered
            when answered.getCode() != null ->
                new io.millrace.records.RunInput(
                        read.getTenant(),
                        read.getRunId(),
                        AnswerCallback.newBuilder(answered).setCode(null).build());
            case null, default -> read;
        };
    }

    /** The record of a run that came near a limit. */
    static AuditRecord ofWarning(
            RunInput asked, Judgement judgement, LimitWarnings.Near near, AuditRecord input, RecordHeaders why) {
        Identity definition = definition(judgement, asked);
        return AuditRecord.newBuilder()
                .setId(input.getId() + "/" + near.limit())
                .setTenant(input.getTenant())
                .setKind("limit.warning")
                .setTime(input.getTime())
                .setActor("engine")
                .setOutcome(Outcome.ACCEPTED)
                .setRunId(input.getRunId())
                .setWorkflow(definition == null ? null : definition.name())
                .setVersion(definition == null ? null : definition.version())
                .setEvents(List.of())
                .setCorrelationId(why.correlationId())
                .setCausationId(why.causationId())
                .setDetail(JsonNodeFactory.instance
                        .objectNode()
                        .put("limit", near.limit())
                        .put("used", near.used())
                        .put("allowed", near.allowed())
                        .put("unit", "bytes")
                        .toString())
                .build();
    }

    /** Name of the workflow that a decision is about. */
    static String workflow(Judgement judgement) {
        return judgement.after() instanceof RunState.Active run
                ? run.definition().name()
                : "";
    }

    private static @Nullable Identity definition(Judgement judgement, RunInput asked) {
        if (judgement.after() instanceof RunState.Active run) {
            return run.definition();
        }
        if (judgement.before() instanceof RunState.Active run) {
            return run.definition();
        }
        return asked instanceof RunInput.StartRun start ? start.definition() : null;
    }

    static AuditRecord.Builder begin(
            String kind, String tenant, String actor, RecordMetadata at, long time, RecordHeaders why) {
        return AuditRecord.newBuilder()
                .setId(at.topic() + "/" + at.partition() + "/" + at.offset())
                .setTenant(tenant)
                .setKind(kind)
                .setTime(Instant.ofEpochMilli(time))
                .setActor(actor)
                .setPosition(new LogPosition(at.topic(), at.partition(), at.offset()))
                .setCorrelationId(why.correlationId())
                .setCausationId(why.causationId());
    }
}
