package io.millrace.acceptance;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Everything that a broker holds, changelogs and uncommitted records included, byte by byte. */
final class AllTopics {
    private final String bootstrapServers;

    AllTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The topics with a record whose key, value or headers hold a text in UTF-8. */
    Set<String> holding(String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        Set<String> holding = new TreeSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_uncommitted"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .values()
                    .forEach(infos ->
                            infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) {
                    boolean inHeaders = false;
                    for (var header : record.headers()) {
                        inHeaders |= contains(header.value(), wanted);
                    }
                    if (inHeaders || contains(record.key(), wanted) || contains(record.value(), wanted)) {
                        holding.add(record.topic());
                    }
                }
            }
        }
        return holding;
    }

    private static boolean contains(byte @Nullable [] bytes, byte[] wanted) {
        return bytes != null
                && new String(bytes, StandardCharsets.ISO_8859_1)
                        .contains(new String(wanted, StandardCharsets.ISO_8859_1));
    }
}
