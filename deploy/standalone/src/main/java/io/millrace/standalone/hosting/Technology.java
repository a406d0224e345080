package io.millrace.standalone.hosting;

import java.util.List;

/** What Spring Boot configures by itself wherever it is on the class path, and only some of the services want. */
public enum Technology {
    /** Sign-in: without it a service would ask every caller for a password. */
    SECURITY,
    /** A database and its migrations. */
    SQL,
    /** Spring Cloud Stream and what it stands on. */
    CLOUD_STREAM,
    /** Circuit breakers and bulkheads. */
    RESILIENCE,
    /** A port of its own. */
    WEB_SERVER,
    /** Measurements of the whole JVM, of which there is only one. */
    JVM_METRICS;

    private static final String BOOT = "org.springframework.boot.";

    /** Whether an auto-configuration belongs to it. */
    boolean covers(String autoConfiguration) {
        return prefixes().stream().anyMatch(autoConfiguration::startsWith);
    }

    private List<String> prefixes() {
        return switch (this) {
            case SECURITY -> List.of(BOOT + "security.");
            case SQL ->
                List.of(BOOT + "flyway.", BOOT + "jdbc.", BOOT + "persistence.", BOOT + "sql.", BOOT + "transaction.");
            case CLOUD_STREAM -> List.of(BOOT + "integration.", "org.springframework.cloud.");
            case RESILIENCE -> List.of("io.github.resilience4j.");
            case WEB_SERVER -> List.of(BOOT + "reactor.netty.autoconfigure.NettyReactiveWebServer");
            case JVM_METRICS ->
                List.of(
                        BOOT + "micrometer.metrics.autoconfigure.jvm.",
                        BOOT + "micrometer.metrics.autoconfigure.logging.",
                        BOOT + "micrometer.metrics.autoconfigure.system.");
        };
    }
}
