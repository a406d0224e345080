package io.millrace.gateway;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;

/**
 * The gateway as a program of its own. Kafka is wired by hand, because appends and views need other settings than
 * Spring's templates and listeners; users are keys, not names with passwords.
 */
@SpringBootApplication(
        exclude = {
            KafkaAutoConfiguration.class,
            ReactiveUserDetailsServiceAutoConfiguration.class,
            ErrorWebFluxAutoConfiguration.class
        })
public class GatewayApplication {
    GatewayApplication() {}

    /** Starts the gateway. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(GatewayApplication.class);
        application.setDefaultProperties(defaults());
        application.run(arguments);
    }

    /** The settings that hold when nobody sets them. */
    public static Map<String, Object> defaults() {
        return Map.ofEntries(
                Map.entry("spring.application.name", "millrace-gateway"),
                Map.entry("server.port", "8080"),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.shutdown", "graceful"),
                Map.entry("spring.main.banner-mode", "off"),
                // The console is served by routes of its own; nothing else of the classpath is.
                Map.entry("spring.web.resources.add-mappings", "false"),
                Map.entry("management.endpoints.web.exposure.include", "health,prometheus"),
                Map.entry("management.endpoint.health.probes.enabled", "true"),
                Map.entry("management.endpoint.health.group.readiness.include", "readinessState,gateway"),
                Map.entry("management.health.diskspace.enabled", "false"),
                Map.entry("management.health.ssl.enabled", "false"));
    }
}
