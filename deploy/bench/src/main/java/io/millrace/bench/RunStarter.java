package io.millrace.bench;

import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunEnded;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.RecordHeaders;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Starts runs as a gateway does: appends the start to the log and waits for the reply on a partition of its own. So the
 * engine is measured without HTTP; the workload {@code sync} measures it with.
 */
final class RunStarter implements Target, AutoCloseable {
    private static final String TENANT = "default";
    private static final Duration POLL = Duration.ofMillis(100);

    private final String instance = "bench-" + UUID.randomUUID();
    private final int replyPartition = ThreadLocalRandom.current().nextInt(Topics.REPLY_PARTITIONS);
    private final Topics topics;
    private final PublishedWorkflow workflow;
    private final String input;
    private final int partitions;
    private final KafkaProducer<String, RunInput> starts;
    private final KafkaConsumer<String, Reply> replies;
    private final Map<String, Done> waiting = new ConcurrentHashMap<>();
    private final Thread reader = new Thread(this::readReplies, "replies");

    /**
     * Begins to read replies.
     *
     * @param topicPrefix of the server's topics
     * @param input of every run, as JSON text
     */
    RunStarter(String bootstrapServers, String topicPrefix, PublishedWorkflow workflow, String input) {
        this.topics = new Topics(topicPrefix, 1, (short) 1);
        this.workflow = workflow;
        this.input = input;
        Map<String, Object> producer = new HashMap<>(WireFormat.builtin().producer());
        producer.put("bootstrap.servers", bootstrapServers);
        producer.put("acks", "all");
        producer.put("linger.ms", 0);
        this.starts = new KafkaProducer<>(producer);
        this.partitions = starts.partitionsFor(topics.runInputs()).size();
        Map<String, Object> consumer = new HashMap<>(WireFormat.builtin().consumer());
        consumer.put("bootstrap.servers", bootstrapServers);
        consumer.put("fetch.min.bytes", 1);
        this.replies = new KafkaConsumer<>(consumer);
        TopicPartition partition = new TopicPartition(topics.replies(), replyPartition);
        replies.assign(List.of(partition));
        replies.seekToEnd(List.of(partition));
        // Without this the end would be looked up only at the first poll, after the first replies perhaps.
        replies.position(partition);
        reader.start();
    }

    @Override
    public void start(Done done) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        RunId run = RunId.random(Instant.now(), random.nextInt(partitions), random);
        String id = run.toString();
        waiting.put(id, done);
        ProducerRecord<String, RunInput> record =
                new ProducerRecord<>(topics.runInputs(), run.partition(), id, new RunInput(TENANT, id, command(id)));
        new RecordHeaders(TENANT, id, null, null).writeTo(record.headers());
        var _ = starts.send(record, (_, failure) -> {
            Done failed = failure == null ? null : waiting.remove(id);
            if (failed != null) {
                failed.ended(false);
            }
        });
    }

    @Override
    public void close() {
        replies.wakeup();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        starts.close(Duration.ofSeconds(5));
    }

    private StartRun command(String id) {
        return StartRun.newBuilder()
                .setNamespace(workflow.namespace())
                .setWorkflow(workflow.name())
                .setVersion(workflow.version())
                .setDefinitionHash(workflow.hash())
                .setInput(input)
                .setActor("bench")
                .setCause(new StartCause("api", id))
                .setReplyTo(new ReplyTo(instance, replyPartition, id))
                .build();
    }

    private void readReplies() {
        try (replies) {
            while (true) {
                replies.poll(POLL).forEach(record -> take(record.value()));
            }
        } catch (WakeupException e) {
            waiting.clear();
        }
    }

    private void take(Reply reply) {
        if (!reply.getGateway().equals(instance)) {
            return;
        }
        Done done = waiting.remove(reply.getCorrelationId());
        if (done != null) {
            done.ended(reply.getAnswer() instanceof RunEnded ended
                    && ended.getStatus().equals("completed"));
        }
    }
}
