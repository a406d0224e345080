package io.millrace.gateway.http;

import java.util.function.Function;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;

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

    /** What the HTTP server logs of a request that it cannot read holds no token either. */
    @Bean
    NettyServerCustomizer maskedRequestLines() {
        return server -> server.httpMessageLogFactory(new ReactorNettyHttpMessageLogFactory() {
            @Override
            protected Function<String, String> uriValueFunction() {
                return super.uriValueFunction()
                        .andThen(path -> ShownPath.of(path).text());
            }
        });
    }
}
