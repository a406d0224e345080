package io.millrace.trigger;

import io.millrace.trigger.kafka.Bindings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The trigger service: behind its port (8083 unless set) stands {@code /hooks/{tenant}/{trigger}}. */
@SpringBootApplication
public class TriggerApplication {
    /** For Spring. */
    public TriggerApplication() {}

    /** Starts the service on its own. */
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(TriggerApplication.class)
                .properties(defaults())
                .run(arguments);
    }

    /** What holds when nothing else is set; the standalone starts from the same. */
    public static Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>(Bindings.properties());
        defaults.put("spring.application.name", "millrace-trigger");
        defaults.put("spring.main.banner-mode", "off");
        defaults.put("server.port", "8083");
        defaults.put("server.shutdown", "graceful");
        // Without a broker at the start it ends and says so; whoever supervises it starts it again.
        defaults.put("spring.kafka.admin.fail-fast", "true");
        defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
        defaults.put("management.endpoint.health.probes.enabled", "true");
        defaults.put("management.endpoint.health.group.readiness.include", "readinessState,views");
        return defaults;
    }
}
