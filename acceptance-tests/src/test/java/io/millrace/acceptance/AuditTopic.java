package io.millrace.acceptance;

import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic audit from its beginning to its end, as an analytics team would with an ordinary consumer. */
final class AuditTopic {
    private static final Set<String> TERMINAL = Set.of("completed", "faulted", "cancelled");

    private final String bootstrapServers;

    AuditTopic(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    List<AuditRecord> read() {
        Map<String, Object> configuration = new HashMap<>(WireFormat.builtin().consumer());
        configuration.put("bootstrap.servers", bootstrapServers);
        configuration.put("isolation.level", "read_committed");
        configuration.put("auto.offset.reset", "earliest");
        String topic = new Topics("millrace.", 8, (short) 1).audit();
        List<AuditRecord> records = new ArrayList<>();
        try (KafkaConsumer<String, AuditRecord> consumer = new KafkaConsumer<>(configuration)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, AuditRecord> read : consumer.poll(Duration.ofSeconds(1))) {
                    records.add(read.value());
                }
            }
        }
        return records;
    }

    /** How often each run ended, by run id. */
    static Map<String, Integer> ends(List<AuditRecord> records) {
        Map<String, Integer> ends = new HashMap<>();
        records.stream()
                .filter(record -> record.getKind().equals("run.input")
                        && record.getOutcome() == Outcome.ACCEPTED
                        && TERMINAL.contains(record.getStatus()))
                .forEach(record -> ends.merge(record.getRunId(), 1, Integer::sum));
        return ends;
    }
}
