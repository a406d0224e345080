package io.millrace.executor.mcp;

import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.StepHandler;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the mcp handler in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpProperties.class)
public class McpWiring {
    McpWiring() {}

    @Bean
    StepHandler mcpStepHandler(Exchanges exchanges, Callees callees, McpProperties properties) {
        return new McpStepHandler(exchanges, callees, properties);
    }
}
