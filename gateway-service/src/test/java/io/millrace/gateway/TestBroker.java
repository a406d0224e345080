package io.millrace.gateway;

import static java.util.Objects.requireNonNull;

import kafka.server.BrokerServer;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.kafka.KafkaContainer;

/** A real broker: inside this JVM, or in a container when the environment has KAFKA=container. */
sealed interface TestBroker extends AutoCloseable {
    static TestBroker start() {
        return "container".equals(System.getenv("KAFKA")) ? Contained.begin() : Embedded.begin();
    }

    String address();

    /** Takes the broker away; its log stays. */
    void stop();

    /** Brings it back to the same address. */
    void startAgain();

    @Override
    void close();

    record Embedded(EmbeddedKafkaKraftBroker broker) implements TestBroker {
        private static Embedded begin() {
            EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
            broker.brokerProperty("auto.create.topics.enable", "false");
            broker.afterPropertiesSet();
            return new Embedded(broker);
        }

        @Override
        public String address() {
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
        public String address() {
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
