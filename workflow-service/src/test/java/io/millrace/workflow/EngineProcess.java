package io.millrace.workflow;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** The workflow service, started and stopped like a process. */
final class EngineProcess {
    private final String name;
    private final String bootstrapServers;
    private final Path state;
    private @Nullable ConfigurableApplicationContext context;

    EngineProcess(String bootstrapServers, Path state) {
        this("engine-1", bootstrapServers, state);
    }

    EngineProcess(String name, String bootstrapServers, Path state) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.state = state;
    }

    void start() {
        ConfigurableApplicationContext started = new SpringApplicationBuilder(WorkflowApplication.class)
                .web(WebApplicationType.NONE)
                .properties(WorkflowApplication.defaults())
                .run(
                        "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                        "--millrace.instance=" + name,
                        "--millrace.engine.definition-wait=1s",
                        "--millrace.blobs.directory=" + state.resolve("blobs"),
                        "--millrace.engine.state-directory=" + state);
        context = started;
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            KafkaStreams streams =
                    started.getBean(StreamsBuilderFactoryBean.class).getKafkaStreams();
            return streams != null && streams.state() == KafkaStreams.State.RUNNING;
        });
    }

    void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}
