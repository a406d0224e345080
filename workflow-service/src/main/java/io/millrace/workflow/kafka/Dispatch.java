package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.records.ContinueRun;
import io.millrace.records.InputRejected;
import io.millrace.records.Reply;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.StartRun;
import io.millrace.records.StepCommand;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import io.millrace.workflow.engine.Decision;
import io.millrace.workflow.engine.Effect;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.RunState;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Waiter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Sends the outputs that may be repeated: step commands, answers, and inputs for this and other runs. */
final class Dispatch {
    private final Topics topics;
    private final Serializer<SpecificRecord> serializer;
    private final EarlyOutputs early;

    Dispatch(Topics topics, Serializer<SpecificRecord> serializer, EarlyOutputs early) {
        this.topics = topics;
        this.serializer = serializer;
        this.early = early;
    }

    void step(
            String tenant, RunId run, String workflow, Effect.DispatchStep step, String arguments, RecordHeaders why) {
        StepCommand command = StepCommand.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setPosition(step.position())
                .setAttempt(step.attempt())
                .setPointer(step.pointer())
                .setTask(step.task())
                .setWorkflow(workflow)
                .setKind(step.kind().name().toLowerCase(Locale.ROOT))
                .setArguments(arguments)
                .setDeadline(step.deadline())
                .build();
        send(topics.stepCommands(), run.partition(), run.toString(), command, why);
    }

    void proceed(String tenant, RunId run, int stretch, RecordHeaders why) {
        send(
                topics.runInputs(),
                run.partition(),
                run.toString(),
                new RunInput(tenant, run.toString(), new ContinueRun(stretch)),
                why);
    }

    void timerFired(String tenant, RunId run, int timer, Instant dueAt) {
        RecordHeaders why = new RecordHeaders(tenant, run.toString(), null, null);
        send(
                topics.runInputs(),
                run.partition(),
                run.toString(),
                new RunInput(tenant, run.toString(), new TimerFired(timer, dueAt)),
                why);
    }

    void start(String tenant, RunId run, StartRun start, RecordHeaders why) {
        send(topics.runInputs(), run.partition(), run.toString(), new RunInput(tenant, run.toString(), start), why);
    }

    void ended(String tenant, RunId run, Effect.AnswerWaiter answer, JsonText json, long offset, RecordHeaders why) {
        JsonNode output = answer.output();
        Fault fault = answer.fault();
        RunEnded ended = RunEnded.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setStatus(answer.status().word())
                .setOutput(output == null ? null : json.of(output))
                .setError(fault == null ? null : AuditEvents.problem(fault))
                .setInputOffset(offset)
                .build();
        reply(answer.waiter(), ended, why);
    }

    void rejected(
            String tenant,
            RunId run,
            Waiter waiter,
            Decision.Rejected rejected,
            RunState state,
            long offset,
            RecordHeaders why) {
        Status status = state.status();
        InputRejected answer = InputRejected.newBuilder()
                .setTenant(tenant)
                .setRunId(run.toString())
                .setCode(rejected.code().name())
                .setReason(rejected.reason())
                .setStatus(state instanceof RunState.NotStarted ? null : status.word())
                .setInputOffset(offset)
                .build();
        reply(waiter, answer, why);
    }

    private void reply(Waiter waiter, SpecificRecord answer, RecordHeaders why) {
        Reply reply = new Reply(waiter.gateway(), waiter.correlationId(), answer);
        send(topics.replies(), waiter.partition(), waiter.correlationId(), reply, why);
    }

    private void send(String topic, int partition, String key, SpecificRecord value, @Nullable RecordHeaders headers) {
        ProducerRecord<byte[], byte[]> output = new ProducerRecord<>(
                topic, partition, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, value));
        if (headers != null) {
            headers.writeTo(output.headers());
        }
        early.send(output);
    }
}
