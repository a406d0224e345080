package io.millrace.bench;

import io.millrace.records.ReplyTo;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.LosslessProducer;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Appends starts of runs to the log, as a gateway does when it has let a request pass. */
final class StartLog implements AutoCloseable {
    private static final String TENANT = "default";
    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(5);

    private final Topics topics;
    private final PublishedWorkflow workflow;
    private final KafkaProducer<String, RunInput> starts;
    private final int partitions;

    /**
     * Connects.
     *
     * @param topicPrefix of the server's topics
     * @param workflow whose runs are started
     */
    StartLog(String bootstrapServers, String topicPrefix, PublishedWorkflow workflow) {
        this.topics = new Topics(topicPrefix, 1, (short) 1);
        this.workflow = workflow;
        Map<String, Object> producer = new HashMap<>(WireFormat.builtin().producer());
        producer.put("bootstrap.servers", bootstrapServers);
        producer.putAll(LosslessProducer.SETTINGS);
        this.starts = new KafkaProducer<>(producer);
        this.partitions = starts.partitionsFor(topics.runInputs()).size();
    }

    /** An id for a run that begins now. */
    RunId newRun(Instant now) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return RunId.random(now, random.nextInt(partitions), random);
    }

    /**
     * Appends the start of a run.
     *
     * @param now time of the record, which is the time that the run sees
     * @param input as JSON text
     * @param replyTo who waits for the end, if anybody
     * @param appended told when the log has it, or why it has not
     */
    void append(RunId run, Instant now, String input, @Nullable ReplyTo replyTo, Callback appended) {
        String id = run.toString();
        StartRun command = StartRun.newBuilder()
                .setNamespace(workflow.namespace())
                .setWorkflow(workflow.name())
                .setVersion(workflow.version())
                .setDefinitionHash(workflow.hash())
                .setInput(input)
                .setActor("bench")
                .setCause(new StartCause("api", id))
                .setReplyTo(replyTo)
                .build();
        ProducerRecord<String, RunInput> record = new ProducerRecord<>(
                topics.runInputs(), run.partition(), now.toEpochMilli(), id, new RunInput(TENANT, id, command));
        new RecordHeaders(TENANT, id, null, null).writeTo(record.headers());
        var _ = starts.send(record, appended);
    }

    @Override
    public void close() {
        starts.close(CLOSED_WITHIN);
    }
}
