package io.millrace.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = "kept";

    @TempDir
    Path directory;

    @Test
    void shouldKeepRecordsOverARestartOnOtherPorts() throws Exception {
        // Given
        try (var broker = EmbeddedBroker.start(settings())) {
            append(broker, "before");
        }

        // When
        try (var broker = EmbeddedBroker.start(settings())) {

            // Then
            assertThat(read(broker)).containsExactly("before");
        }
    }

    private BrokerSettings settings() throws Exception {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new BrokerSettings(directory, one.getLocalPort(), other.getLocalPort(), false);
        }
    }

    private static void append(EmbeddedBroker broker, String value) throws Exception {
        Map<String, Object> configuration = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var admin = Admin.create(configuration);
                var producer = new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(TOPIC, 0, "key", value)).get();
        }
    }

    private static List<String> read(EmbeddedBroker broker) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            var records = consumer.poll(Duration.ofSeconds(10));
            return records.records(new TopicPartition(TOPIC, 0)).stream()
                    .map(read -> read.value())
                    .toList();
        }
    }
}
