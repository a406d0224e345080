package io.millrace.workflow;

import io.millrace.workflow.expression.DeepStack;
import io.millrace.workflow.language.Compiler;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The workflow service: routes events, runs workflows, checks definitions. */
@SpringBootApplication
public class WorkflowApplication {
    /** For Spring. */
    WorkflowApplication() {}

    /** Settings that hold unless somebody sets them otherwise. */
    public static Map<String, Object> defaults() {
        return Map.of(
                "server.port",
                "8081",
                "spring.application.name",
                "workflow-service",
                "spring.jmx.enabled",
                "false",
                "management.endpoints.web.exposure.include",
                "health,prometheus",
                "management.endpoint.health.probes.enabled",
                "true",
                "management.endpoint.health.group.readiness.include",
                "readinessState,engine",
                "spring.kafka.admin.fail-fast",
                "true");
    }

    @Bean
    DeepStack deepStack() {
        return new DeepStackThread();
    }

    @Bean
    Compiler compiler(DeepStack deepStack) {
        return new Compiler(deepStack);
    }

    /** Starts the service on its own. */
    public static void main(String[] arguments) {
        SpringApplication application = new SpringApplication(WorkflowApplication.class);
        application.setDefaultProperties(defaults());
        application.run(arguments);
    }
}
