package io.millrace.executor;

import io.millrace.executor.a2a.A2aWiring;
import io.millrace.executor.asyncapi.AsyncApiWiring;
import io.millrace.executor.grpc.GrpcWiring;
import io.millrace.executor.http.HttpWiring;
import io.millrace.executor.kafka.KafkaWiring;
import io.millrace.executor.mcp.McpWiring;
import io.millrace.executor.metrics.MetricsWiring;
import io.millrace.executor.openapi.OpenApiWiring;
import io.millrace.executor.resilience4j.ResilienceWiring;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The executor service: performs steps. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    A2aWiring.class,
    AsyncApiWiring.class,
    DispatchWiring.class,
    GrpcWiring.class,
    HttpWiring.class,
    KafkaWiring.class,
    McpWiring.class,
    MetricsWiring.class,
    OpenApiWiring.class,
    ResilienceWiring.class
})
public class ExecutorApplication {
    ExecutorApplication() {}

    /** Starts the service; settings come from the environment, see {@link #defaults()}. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(ExecutorApplication.class);
        application.setDefaultProperties(defaults());
        application.run(arguments);
    }

    /** What holds where nothing else is set. */
    public static Map<String, Object> defaults() {
        return Map.of(
                "spring.application.name", "executor-service",
                "spring.main.banner-mode", "off",
                "spring.kafka.bootstrap-servers", "localhost:9092",
                "server.port", 8082,
                "server.shutdown", "graceful",
                "spring.lifecycle.timeout-per-shutdown-phase", "30s",
                "management.endpoints.web.exposure.include", "health,prometheus",
                "management.endpoint.health.probes.enabled", true,
                "management.endpoint.health.group.readiness.include", "readinessState,executor");
    }
}
