package io.millrace.bench;

import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads in the audit topic how often each run ended.
 *
 * @param bootstrapServers where the broker is
 * @param topicPrefix of the server's topics
 */
record Endings(String bootstrapServers, String topicPrefix) {
    private static final Set<String> ENDS = Set.of("RunCompleted", "RunFaulted", "RunCancelled");
    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * What the audit topic says.
     *
     * @param lost runs without an end
     * @param duplicates audit records or ends that stand there more than once
     */
    record Count(long lost, long duplicates) {}

    /** Reads from the beginning until every run has ended, or the time is up, and then everything that is there. */
    Count await(List<String> runs, Duration atMost) {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().consumer());
        configuration.put("bootstrap.servers", bootstrapServers);
        configuration.put("isolation.level", "read_committed");
        configuration.put("enable.auto.commit", false);
        Set<String> missing = new HashSet<>(runs);
        Set<String> ended = new HashSet<>();
        Set<String> records = new HashSet<>();
        long duplicates = 0;
        long end = System.nanoTime() + atMost.toNanos();
        try (KafkaConsumer<String, AuditRecord> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(new Topics(topicPrefix, 1, (short) 1).audit()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            boolean idle = false;
            while (System.nanoTime() < end && !(missing.isEmpty() && idle)) {
                var polled = consumer.poll(POLL);
                idle = polled.isEmpty();
                for (var record : polled) {
                    AuditRecord audit = record.value();
                    boolean known = !records.add(audit.getId());
                    boolean endedAgain = ends(audit) && !ended.add(audit.getRunId());
                    duplicates += known || endedAgain ? 1 : 0;
                    missing.removeAll(ended);
                }
            }
        }
        return new Count(missing.size(), duplicates);
    }

    private static boolean ends(AuditRecord audit) {
        return audit.getOutcome() == Outcome.ACCEPTED
                && audit.getEvents().stream().anyMatch(event -> ENDS.contains(event.getType()));
    }
}
