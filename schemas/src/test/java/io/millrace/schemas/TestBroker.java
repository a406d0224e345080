package io.millrace.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import kafka.server.BrokerServer;
import org.awaitility.Awaitility;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;

/** A real broker: in this JVM, or in a container when the environment says KAFKA=container. */
public sealed interface TestBroker extends AutoCloseable {
    /** What is awaited behind a broker may take a while on a machine that builds something else as well. */
    Duration PATIENCE = Duration.ofMinutes(1);

    static TestBroker start() {
        Awaitility.setDefaultTimeout(PATIENCE);
        return "container".equals(System.getenv("KAFKA")) ? Contained.begin() : Embedded.begin();
    }

    String bootstrapServers();

    /** Takes the broker away; what is in its log stays. */
    void stop();

    /** Brings it back, at the same address. */
    void startAgain();

    @Override
    void close();

    record Embedded(EmbeddedKafkaKraftBroker broker) implements TestBroker {
        private static Embedded begin() {
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
            broker.brokerProperty("auto.create.topics.enable", "false");
            broker.brokerProperty("transaction.state.log.replication.factor", "1");
            broker.brokerProperty("transaction.state.log.min.isr", "1");
            broker.brokerProperty("transaction.state.log.num.partitions", "4");
            broker.brokerProperty("offsets.topic.num.partitions", "4");
            broker.brokerProperty("share.coordinator.state.topic.replication.factor", "1");
            broker.brokerProperty("share.coordinator.state.topic.min.isr", "1");
            broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
            broker.afterPropertiesSet();
            return new Embedded(broker);
        }

        @Override
        public String bootstrapServers() {
            return broker.getBrokersAsString();
        }

        @Override
        public void stop() {
            server().shutdown();
            server().awaitShutdown();
        }

        @Override
        public void startAgain() {
            server().startup();
        }

        @Override
        public void close() {
            broker.destroy();
        }

        private BrokerServer server() {
            return requireNonNull(broker.getCluster())
                    .brokers()
                    .values()
                    .iterator()
                    .next();
        }
    }

    record Contained(KafkaContainer container) implements TestBroker {
        private static Contained begin() {
            KafkaContainer container = new KafkaContainer("apache/kafka:4.2.1");
            container.start();
            return new Contained(container);
        }

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void stop() {
            container
                    .getDockerClient()
                    .pauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void startAgain() {
            container
                    .getDockerClient()
                    .unpauseContainerCmd(container.getContainerId())
                    .exec();
        }

        @Override
        public void close() {
            container.stop();
        }
    }
}
