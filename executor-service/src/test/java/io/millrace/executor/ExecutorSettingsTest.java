package io.millrace.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.a2a.A2aWiring;
import io.millrace.executor.asyncapi.AsyncApiWiring;
import io.millrace.executor.dispatch.DispatchLimits;
import io.millrace.executor.grpc.GrpcWiring;
import io.millrace.executor.http.HttpWiring;
import io.millrace.executor.mcp.McpWiring;
import io.millrace.executor.resilience4j.ResilienceWiring;
import io.millrace.executor.step.TenantRules;
import io.millrace.executor.step.Tenants;
import io.millrace.schemas.egress.EgressRule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ExecutorSettingsTest {
    private final ApplicationContextRunner context = new ApplicationContextRunner()
            .withUserConfiguration(
                    Limits.class,
                    ResilienceWiring.class,
                    HttpWiring.class,
                    A2aWiring.class,
                    AsyncApiWiring.class,
                    GrpcWiring.class,
                    McpWiring.class);

    @Configuration
    @EnableConfigurationProperties(ExecutorProperties.class)
    static class Limits {
        @Bean
        Tenants tenants() {
            return _ -> new TenantRules(1, 0, 0, EgressRule.PUBLIC_ONLY);
        }
    }

    @Test
    void shouldHaveDefaultsThatSuitAMachineOfTwoCores() {
        // When
        context.run(started ->
                // Then
                assertThat(started.getBean(ExecutorProperties.class).limits())
                        .isEqualTo(new DispatchLimits(1_000, 2_048, 50_000, Duration.ofMinutes(15))));
    }

    @Test
    void shouldTakeEverySetting() {
        // Given
        ApplicationContextRunner set = context.withPropertyValues(
                "millrace.executor.queue-capacity=1",
                "millrace.executor.in-flight=2",
                "millrace.executor.remembered=3",
                "millrace.executor.longest-step=4s");

        // When
        set.run(started ->
                // Then
                assertThat(started.getBean(ExecutorProperties.class).limits())
                        .isEqualTo(new DispatchLimits(1, 2, 3, Duration.ofSeconds(4))));
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.executor.queue-capacity, 0",
        "millrace.executor.in-flight, -1",
        "millrace.executor.remembered, 0",
        "millrace.executor.longest-step, 0s",
        "millrace.executor.tenant-in-flight, 0",
        "millrace.executor.breaker.failure-rate, 101",
        "millrace.executor.breaker.minimum-calls, 0",
        "millrace.executor.breaker.window, 0s",
        "millrace.executor.breaker.rest, 0s",
        "millrace.executor.breaker.trial-calls, 0",
        "millrace.executor.http.connect-timeout, 0s",
        "millrace.executor.http.response-timeout, -1s",
        "millrace.executor.http.max-response, 2GB",
        "millrace.executor.http.max-redirects, -1",
        "millrace.executor.http.connections-per-host, 0",
        "millrace.executor.documents.max-size, 101MB",
        "millrace.executor.documents.fresh, -1s",
        "millrace.executor.documents.remembered, 0B",
        "millrace.executor.mcp.max-response, 0B",
        "millrace.executor.mcp.max-events, 0",
        "millrace.executor.a2a.max-response, 1025MB",
        "millrace.executor.a2a.max-events, 0",
        "millrace.executor.grpc.response-timeout, 0s",
        "millrace.executor.grpc.max-response, 2GB",
        "millrace.executor.grpc.max-messages, 0",
        "millrace.executor.grpc.max-files, 0",
        "millrace.executor.asyncapi.response-timeout, 0s",
        "millrace.executor.asyncapi.max-response, 0B",
        "millrace.executor.asyncapi.max-messages, 0"
    })
    void shouldRefuseToStartWithAWrongValueAndNameIt(String key, String value) {
        // When
        context.withPropertyValues(key + "=" + value)
                .run(started ->
                        // Then
                        assertThat(started).getFailure().rootCause().hasMessageContaining(key + " is "));
    }
}
