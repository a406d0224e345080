package io.millrace.executor.http;

import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.Documents;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.Tenants;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** Puts the http handler in place. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HttpProperties.class, DocumentProperties.class})
public class HttpWiring {
    HttpWiring() {}

    @Bean(destroyMethod = "close")
    TenantClients tenantClients(
            Tenants tenants, HttpProperties properties, AddressResolverGroup<InetSocketAddress> names) {
        return new TenantClients(tenants, properties, names);
    }

    /** Asks the machine's name servers, without a thread that waits for them. */
    @Bean(destroyMethod = "close")
    AddressResolverGroup<InetSocketAddress> names() {
        return NameResolverProvider.builder()
                .build()
                .newNameResolverGroup(HttpResources.get(), LoopResources.DEFAULT_NATIVE);
    }

    @Bean
    Authorizations authorizations(TenantClients clients) {
        return new TenantAuthorizations(new TokenSource(clients));
    }

    @Bean
    HttpStepHandler httpStepHandler(
            TenantClients clients, Authorizations authorizations, Callees callees, HttpProperties properties) {
        return new HttpStepHandler(clients, authorizations, callees, properties);
    }

    @Bean
    Exchanges exchanges(
            TenantClients clients, Authorizations authorizations, HttpStepHandler handler, HttpProperties properties) {
        return new TenantExchanges(clients, authorizations, handler, properties);
    }

    @Bean
    Documents documents(Exchanges exchanges, DocumentProperties properties) {
        return new RememberedDocuments(exchanges, properties);
    }

    @Bean
    Addresses addresses(Tenants tenants, AddressResolverGroup<InetSocketAddress> names) {
        return new CheckedAddresses(tenants, names);
    }
}
