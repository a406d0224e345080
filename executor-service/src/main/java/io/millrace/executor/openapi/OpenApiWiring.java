package io.millrace.executor.openapi;

import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.StepHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the openapi handler in place. */
@Configuration(proxyBeanMethods = false)
public class OpenApiWiring {
    OpenApiWiring() {}

    @Bean
    StepHandler openApiStepHandler(Documents documents, Exchanges exchanges) {
        return new OpenApiStepHandler(documents, exchanges);
    }
}
