package io.millrace.bench;

import io.millrace.records.Reply;
import io.millrace.records.ReplyTo;
import io.millrace.records.RunEnded;
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
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Starts runs as a gateway does: appends the start to the log and waits for the reply on a partition of its own. So the
 * engine is measured without HTTP; the workload {@code sync} measures it with.
 */
final class RunStarter implements Target, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final String instance = "bench-" + UUID.randomUUID();
    private final int replyPartition = ThreadLocalRandom.current().nextInt(Topics.REPLY_PARTITIONS);
    private final String input;
    private final StartLog starts;
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
        Topics topics = new Topics(topicPrefix, 1, (short) 1);
        this.input = input;
        this.starts = new StartLog(bootstrapServers, topicPrefix, workflow);
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
        Instant now = Instant.now();
        RunId run = starts.newRun(now);
        String id = run.toString();
        waiting.put(id, done);
        starts.append(run, now, input, new ReplyTo(instance, replyPartition, id), (_, failure) -> {
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
        starts.close();
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
