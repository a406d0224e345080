package io.millrace.executor.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.millrace.executor.step.Tenants;
import io.millrace.schemas.egress.EgressRule;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * A client with a connection pool of its own for each tenant. Sharing a pool would let one tenant wait for another's
 * slow callees, and would lend it connections to addresses that only the other may reach. When a tenant's egress rule
 * changes, its pool is left to end with the calls that use it.
 */
final class TenantClients implements AutoCloseable {
    private static final int MOST_CLIENTS = 5_000;
    private static final Duration CLOSED_AFTER = Duration.ofMinutes(10);
    /** Never reached: a call that waits for a connection runs into its own timeout before. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    private static final Duration OLDEST_CONNECTION = Duration.ofMinutes(5);

    private final Tenants tenants;
    private final HttpProperties properties;
    private final AddressResolverGroup<InetSocketAddress> names;
    private final Cache<String, Client> clients = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .expireAfterAccess(CLOSED_AFTER)
            .executor(Runnable::run)
            .removalListener((@Nullable String _, @Nullable Client removed, RemovalCause _) -> close(removed))
            .build();

    TenantClients(Tenants tenants, HttpProperties properties, AddressResolverGroup<InetSocketAddress> names) {
        this.tenants = tenants;
        this.properties = properties;
        this.names = names;
    }

    private record Client(EgressRule rule, ConnectionProvider connections, WebClient web) {}

    WebClient of(String tenant) {
        EgressRule rule = tenants.of(tenant).egress();
        Client client = clients.get(tenant, _ -> open(rule));
        if (client.rule() != rule) {
            client = clients.asMap().compute(tenant, (_, now) -> now == null || now.rule() != rule ? open(rule) : now);
        }
        return client.web();
    }

    @Override
    public void close() {
        clients.invalidateAll();
    }

    private Client open(EgressRule rule) {
        ConnectionProvider connections = ConnectionProvider.builder("egress")
                .maxConnections(properties.connectionsPerHost())
                .pendingAcquireMaxCount(-1)
                .pendingAcquireTimeout(LONGEST_WAIT)
                .maxIdleTime(IDLE_CONNECTION)
                .maxLifeTime(OLDEST_CONNECTION)
                .evictInBackground(IDLE_CONNECTION)
                .build();
        HttpClient http = HttpClient.create(connections)
                .resolver(new CheckedResolverGroup(names, rule))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        properties.connectTimeout().toMillis())
                .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "Millrace"))
                .followRedirect(false)
                .compress(true);
        WebClient web = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs()
                        .maxInMemorySize((int) properties.maxResponse().toBytes()))
                .build();
        return new Client(rule, connections, web);
    }

    private static void close(@Nullable Client client) {
        if (client != null) {
            client.connections().disposeLater().subscribe();
        }
    }
}
