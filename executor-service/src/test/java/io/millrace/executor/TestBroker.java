package io.millrace.executor;

import java.util.Locale;
import java.util.Map;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The real Kafka that all integration tests of this module share; each of them has its own topics. Embedded, or in a
 * container with {@code KAFKA=container} in the environment.
 */
public final class TestBroker {
    private static final Map<String, String> ALONE = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "5",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "share.coordinator.state.topic.num.partitions", "5");

    private TestBroker() {}

    private static final class Holder {
        private static final String SERVERS = start();

        private static String start() {
            if ("container".equals(System.getenv("KAFKA"))) {
                KafkaContainer container = new KafkaContainer("apache/kafka:4.2.1");
                ALONE.forEach((key, value) -> container.withEnv(
                        "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
                container.start();
                return container.getBootstrapServers();
            }
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
            broker.brokerProperties(ALONE);
            broker.afterPropertiesSet();
            return broker.getBrokersAsString();
        }
    }

    /** Host and port; starts the broker at the first call. */
    public static String servers() {
        return Holder.SERVERS;
    }
}
