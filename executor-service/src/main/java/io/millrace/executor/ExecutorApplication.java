package io.millrace.executor;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The executor service: performs steps. */
@SpringBootApplication(proxyBeanMethods = false)
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
