package io.millrace.gateway.egress;

import io.millrace.gateway.linking.Sources;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.records.Tenant;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** Wires what reads documents elsewhere. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
class EgressWiring {
    /** Asks the machine's name servers, without a thread that waits for them. */
    @Bean(destroyMethod = "close")
    AddressResolverGroup<InetSocketAddress> names(ReactorResourceFactory reactor) {
        return NameResolverProvider.builder()
                .build()
                .newNameResolverGroup(reactor.getLoopResources(), LoopResources.DEFAULT_NATIVE);
    }

    @Bean
    Sources sources(
            ResourceTable<Tenant> tenants,
            AddressResolverGroup<InetSocketAddress> names,
            ReactorResourceFactory reactor,
            EgressProperties properties) {
        return new HttpSources(tenants, names, reactor.getLoopResources(), properties.linkTimeout());
    }
}
