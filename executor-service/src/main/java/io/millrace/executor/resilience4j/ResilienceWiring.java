package io.millrace.executor.resilience4j;

import io.millrace.executor.dispatch.TenantGate;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.Tenants;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts quotas and circuit breakers in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ResilienceProperties.class)
public class ResilienceWiring {
    ResilienceWiring() {}

    @Bean
    TenantGate tenantGate(Tenants tenants, ResilienceProperties properties) {
        return new TenantBulkheads(tenants, properties.tenantInFlight());
    }

    @Bean
    Callees callees(ResilienceProperties properties) {
        return new SparedCallees(properties.breaker());
    }
}
