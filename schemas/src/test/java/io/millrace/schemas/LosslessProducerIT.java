package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LosslessProducerIT {
    private static final int TOPICS = 10;
    private static final int PARTITIONS = 8;
    private static final int RECORDS = 400;

    @Test
    void shouldWriteEverythingIntoTopicsThatWereJustMade() throws Exception {
        try (TestBroker broker = TestBroker.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = producer(broker)) {
            for (int i = 0; i < TOPICS; i++) {
                // Given
                String topic = "new-" + i;
                admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all()
                        .get();

                // When
                List<Future<RecordMetadata>> sent = new ArrayList<>();
                for (int record = 0; record < RECORDS; record++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, record % PARTITIONS, null, new byte[100])));
                }

                // Then
                for (Future<RecordMetadata> each : sent) {
                    assertThat(each.get(10, TimeUnit.SECONDS).hasOffset()).isTrue();
                }
            }
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(TestBroker broker) {
        Map<String, Object> configuration = new HashMap<>(LosslessProducer.SETTINGS);
        configuration.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
