package io.millrace.executor.grpc;

import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.StepHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the grpc handler in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GrpcProperties.class)
public class GrpcWiring {
    GrpcWiring() {}

    @Bean(destroyMethod = "close")
    TenantChannels tenantChannels(GrpcProperties properties) {
        return new TenantChannels((int) properties.maxResponse().toBytes());
    }

    @Bean
    StepHandler grpcStepHandler(
            Documents documents,
            Addresses addresses,
            Authorizations authorizations,
            TenantChannels channels,
            Callees callees,
            GrpcProperties properties) {
        return new GrpcStepHandler(
                new ProtoSchemas(documents, properties.maxFiles()),
                addresses,
                authorizations,
                channels,
                callees,
                properties);
    }
}
