package io.millrace.workflow.kafka;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** The engine is ready when its partitions are assigned and their state is restored. */
final class EngineHealth implements HealthIndicator {
    private final StreamsBuilderFactoryBean engine;

    EngineHealth(StreamsBuilderFactoryBean engine) {
        this.engine = engine;
    }

    @Override
    public Health health() {
        KafkaStreams streams = engine.getKafkaStreams();
        KafkaStreams.State state = streams == null ? KafkaStreams.State.CREATED : streams.state();
        return (state == KafkaStreams.State.RUNNING ? Health.up() : Health.outOfService())
                .withDetail("state", state.name())
                .build();
    }
}
