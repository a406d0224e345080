package io.millrace.gateway.http;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;

/** What the whole door shares. */
@Configuration(proxyBeanMethods = false)
class HttpWiring {
    /** Event loops of this context alone: the shared ones would stop for every context in the JVM when one closes. */
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
