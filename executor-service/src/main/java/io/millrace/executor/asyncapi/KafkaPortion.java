package io.millrace.executor.asyncapi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Receives a part of the messages of a topic. Its position is the offset of the next record of each partition, so a step
 * that is performed again receives the same records again, and no record twice when it is answered.
 */
final class KafkaPortion {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Portion portion;
    private final Batch batch;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    /**
     * @param consumer without partitions yet
     */
    KafkaPortion(Consumer<byte[], byte[]> consumer, Portion portion) {
        this.consumer = consumer;
        this.portion = portion;
        this.batch = new Batch(portion);
    }

    /** Receives from these partitions, which are all of the topic. */
    JsonNode receive(Collection<TopicPartition> partitions) {
        consumer.assign(partitions);
        if (portion.isFirst()) {
            // Answered at once: were the step lost while it waits, so were the end from which messages count.
            consumer.seekToEnd(partitions);
            partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
            return answer();
        }
        List<TopicPartition> added = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            JsonNode offset = portion.position().path(String.valueOf(partition.partition()));
            if (offset.isIntegralNumber()) {
                consumer.seek(partition, offset.longValue());
            } else {
                added.add(partition);
            }
        }
        // Of no partitions it would be the beginning of all.
        if (!added.isEmpty()) {
            consumer.seekToBeginning(added);
        }
        partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        poll(consumer.endOffsets(partitions));
        return answer();
    }

    private void poll(Map<TopicPartition, Long> end) {
        Instant patience = portion.patience(Instant.now());
        boolean enough = false;
        while (!enough) {
            Set<TopicPartition> left = new HashSet<>();
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(read.topic(), read.partition());
                if (!left.contains(partition) && batch.take(KafkaLink.message(read))) {
                    next.put(partition, read.offset() + 1);
                } else {
                    left.add(partition);
                }
            }
            // There may be more offsets than records: markers of transactions, and records that were compacted away.
            next.replaceAll((partition, offset) -> left.contains(partition) ? offset : consumer.position(partition));
            boolean caughtUp = end.entrySet().stream()
                    .allMatch(each -> Objects.requireNonNull(next.get(each.getKey())) >= each.getValue());
            enough = batch.isFull()
                    || !left.isEmpty()
                    || (caughtUp && (!batch.isEmpty() || !Instant.now().isBefore(patience)));
        }
    }

    private JsonNode answer() {
        ObjectNode position = JsonNodeFactory.instance.objectNode();
        Map<Integer, Long> sorted = new TreeMap<>();
        next.forEach((partition, offset) -> sorted.put(partition.partition(), offset));
        sorted.forEach((partition, offset) -> position.put(String.valueOf(partition), offset));
        return batch.answer(position, false);
    }
}
