package io.millrace.gateway.kafka;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunReplies;
import io.millrace.gateway.whatif.RunComparisons;
import io.millrace.gateway.whatif.RunRecord;
import io.millrace.records.AuditRecord;
import io.millrace.records.CompareRun;
import io.millrace.records.RunCompared;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.Topics;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;

/** Asks workflow-service, through the topic of what-ifs, and waits for its reply. */
final class KafkaRunComparisons implements RunComparisons {
    /** One run takes milliseconds; others may be before it. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RecordWriter writer;
    private final RunReplies replies;
    private final Topics topics;
    private final Deserializer<AuditRecord> deserializer;

    KafkaRunComparisons(
            RecordWriter writer, RunReplies replies, Topics topics, Deserializer<AuditRecord> deserializer) {
        this.writer = writer;
        this.replies = replies;
        this.topics = topics;
        this.deserializer = deserializer;
    }

    @Override
    public RunCompared compare(RunRecord run, String draft, List<String> definitions, boolean matchArguments) {
        try (RunReplies.Waiting waiting = replies.open()) {
            CompareRun command = new CompareRun(
                    run.tenant(),
                    run.id(),
                    run.status(),
                    run.inputs(),
                    definitions,
                    draft,
                    matchArguments,
                    waiting.address());
            RecordWriter.await(writer.send(
                    topics.whatIfs(),
                    null,
                    run.tenant() + "/" + run.id(),
                    command,
                    new RecordHeaders(run.tenant(), waiting.address().getCorrelationId(), null, null)));
            Object answer = waiting.answer()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .getAnswer();
            if (answer instanceof RunCompared compared) {
                return compared;
            }
            throw new IllegalStateException("a comparison was answered with " + answer.getClass());
        } catch (TimeoutException e) {
            throw Refused.unavailable(
                    "The run could not be compared within " + PATIENCE.toSeconds()
                            + " s: workflow-service does not answer. Ask again.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.unavailable("Nobody waits for the comparison any more.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a reply is never completed with a failure", e);
        }
    }

    @Override
    public List<AuditRecord> records(byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        List<AuditRecord> records = new ArrayList<>();
        try {
            while (rest.hasRemaining()) {
                byte[] record = new byte[Math.min(Math.max(rest.getInt(), 0), rest.remaining())];
                rest.get(record);
                records.add(deserializer.deserialize(topics.audit(), record));
            }
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the records of a run are cut off", e);
        }
        return records;
    }
}
