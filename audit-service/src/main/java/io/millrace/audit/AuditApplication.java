package io.millrace.audit;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** What happened: reads the audit topic, keeps the history of runs and the lake, and answers queries about them. */
@SpringBootApplication
public class AuditApplication {
    /** For Spring. */
    public AuditApplication() {}

    /** Starts the service on its own port. */
    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(AuditApplication.class);
        application.setDefaultProperties(defaults());
        application.run(args);
    }

    /** The settings that hold unless something else is said. */
    public static Map<String, Object> defaults() {
        return Map.ofEntries(
                Map.entry("spring.application.name", "audit-service"),
                Map.entry("server.port", "8084"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "25s"),
                Map.entry("spring.main.banner-mode", "off"),
                // The database is opened by the service itself, so that it may come up later than the service.
                Map.entry(
                        "spring.autoconfigure.exclude",
                        String.join(
                                ",",
                                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")),
                Map.entry("management.endpoints.web.exposure.include", "health,info,prometheus"),
                Map.entry("management.endpoint.health.probes.enabled", "true"),
                Map.entry("management.endpoint.health.group.readiness.include", "readinessState,history,lake"));
    }
}
