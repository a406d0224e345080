package io.millrace.executor.a2a;

import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.StepHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the a2a handler in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(A2aProperties.class)
public class A2aWiring {
    A2aWiring() {}

    @Bean
    StepHandler a2aStepHandler(Documents documents, Exchanges exchanges, Callees callees, A2aProperties properties) {
        return new A2aStepHandler(documents, exchanges, callees, properties);
    }
}
