package io.millrace.audit;

import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Span;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.LogPosition;
import io.millrace.records.Outcome;
import io.millrace.records.Problem;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.records.StepSucceeded;
import io.millrace.records.Usage;
import io.millrace.schemas.MillraceAvroDeserializer;
import io.millrace.schemas.MillraceAvroSerializer;
import io.millrace.schemas.RunId;
import io.millrace.schemas.WireFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An audit log in memory: writes the records that the engine would write and hands them over in batches. */
public final class AuditLog {
    public static final String TENANT = "acme";
    public static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    public static final String PAYLOAD = "{\"order\":\"" + "x".repeat(180) + "\"}";

    private final MillraceAvroSerializer serializer = new MillraceAvroSerializer();
    private final MillraceAvroDeserializer<AuditRecord> deserializer = new MillraceAvroDeserializer<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final List<AuditEntry> entries = new ArrayList<>();
    private long clock = START.toEpochMilli();
    private long numbers;

    public AuditLog() {
        serializer.configure(WireFormat.builtin().registryKeys(), false);
        deserializer.configure(WireFormat.builtin().registryKeys(), false);
    }

    public AuditRecord decode(byte[] value) {
        AuditRecord audit = deserializer.deserialize("audit", value);
        if (audit == null) {
            throw new IllegalArgumentException("no value");
        }
        return audit;
    }

    public byte[] encode(AuditRecord audit) {
        byte[] bytes = serializer.serialize("audit", audit);
        if (bytes == null) {
            throw new IllegalArgumentException("no record");
        }
        return bytes;
    }

    public RunId newRun(int partition) {
        return new RunId(START.toEpochMilli() << 16 | partition, ++numbers);
    }

    /** Appends a record to its run's partition, or to partition 0. */
    public AuditEntry append(AuditRecord audit) {
        int partition =
                audit.getRunId() == null ? 0 : RunId.parse(audit.getRunId()).partition();
        return append(partition, audit);
    }

    public AuditEntry append(int partition, AuditRecord audit) {
        long offset = ends.merge(partition, 1L, Long::sum) - 1;
        AuditEntry entry = new AuditEntry(partition, offset, encode(audit), audit);
        entries.add(entry);
        return entry;
    }

    /** A run of some steps, from its start to its end: one record more than it has steps. */
    public RunId completedRun(int partition, int steps) {
        RunId run = newRun(partition);
        append(started(run).build());
        for (int step = 1; step <= steps; step++) {
            append(stepSucceeded(run, step, steps).build());
        }
        return run;
    }

    public AuditRecord.Builder started(RunId run) {
        StartRun start = StartRun.newBuilder()
                .setNamespace("shop")
                .setWorkflow("orders")
                .setVersion("1.0.0")
                .setDefinitionHash("0".repeat(64))
                .setInput(PAYLOAD)
                .setActor("key-1")
                .setCause(new StartCause("api", "request-1"))
                .build();
        List<AuditEvent> events = List.of(
                event("RunStarted").setInput(PAYLOAD).build(),
                event("TaskStarted")
                        .setTask("step1")
                        .setPointer("/do/0/step1")
                        .setPosition(1)
                        .setAttempt(1)
                        .setInput(PAYLOAD)
                        .build(),
                event("StepScheduled").setPosition(1).setAttempt(1).build());
        return input(run, start, "running").setEvents(events).setUsage(new Usage(1, 1, 1, 0L));
    }

    public AuditRecord.Builder stepSucceeded(RunId run, int step, int steps) {
        StepSucceeded result = new StepSucceeded(step, 1, PAYLOAD, 3L);
        List<AuditEvent> events = new ArrayList<>();
        events.add(event("TaskCompleted").setPosition(step).setOutput(PAYLOAD).build());
        if (step == steps) {
            events.add(event("RunCompleted").setOutput(PAYLOAD).build());
            return input(run, result, "completed").setEvents(events).setUsage(new Usage(1, 0, 0, 3L));
        }
        events.add(event("TaskStarted")
                .setTask("step" + (step + 1))
                .setPointer("/do/" + step + "/step" + (step + 1))
                .setPosition(step + 1)
                .setAttempt(1)
                .setInput(PAYLOAD)
                .build());
        events.add(event("StepScheduled").setPosition(step + 1).setAttempt(1).build());
        return input(run, result, "running").setEvents(events).setUsage(new Usage(1, 1, 1, 3L));
    }

    public AuditRecord.Builder faulted(RunId run) {
        Problem error = problem("https://serverlessworkflow.io/spec/1.0.0/errors/communication", "Shop is closed");
        return input(run, new StepSucceeded(1, 1, "{}", 1L), "faulted")
                .setEvents(List.of(
                        event("TaskFaulted").setPosition(1).setError(error).build(),
                        event("RunFaulted").setError(error).build()));
    }

    /** An accepted input of a run; the caller says what followed. */
    public AuditRecord.Builder input(RunId run, Object payload, String status) {
        long offset = numbers++;
        return act("run.input", "run-inputs/" + run.partition() + "/" + offset)
                .setRunId(run.toString())
                .setWorkflow("orders")
                .setVersion("1.0.0")
                .setStatus(status)
                .setPosition(new LogPosition("run-inputs", run.partition(), offset))
                .setInput(new RunInput(TENANT, run.toString(), payload))
                .setCorrelationId("correlation-1");
    }

    public AuditRecord.Builder act(String kind, String id) {
        return AuditRecord.newBuilder()
                .setId(id)
                .setTenant(TENANT)
                .setKind(kind)
                .setTime(Instant.ofEpochMilli(clock++))
                .setActor("key-1")
                .setOutcome(Outcome.ACCEPTED);
    }

    public static AuditEvent.Builder event(String type) {
        return AuditEvent.newBuilder().setType(type);
    }

    public static Problem problem(String type, String detail) {
        return Problem.newBuilder()
                .setType(type)
                .setStatus(503)
                .setTitle("Communication error")
                .setDetail(detail)
                .build();
    }

    public List<AuditEntry> entries() {
        return List.copyOf(entries);
    }

    /** Everything from these positions on. */
    public AuditBatch from(Map<Integer, Long> positions) {
        return batch(entries.stream()
                .filter(entry -> entry.offset() >= positions.getOrDefault(entry.partition(), 0L))
                .toList());
    }

    /** Everything that was appended since the last call of any of these. */
    public AuditBatch drain() {
        AuditBatch batch = batch(entries);
        entries.clear();
        return batch;
    }

    public static AuditBatch batch(List<AuditEntry> entries) {
        Map<Integer, Span> spans = new HashMap<>();
        for (AuditEntry entry : entries) {
            spans.merge(entry.partition(), new Span(entry.offset(), entry.offset() + 1), Span::and);
        }
        return new AuditBatch(entries, spans);
    }
}
