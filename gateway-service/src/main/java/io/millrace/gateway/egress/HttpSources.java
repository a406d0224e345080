package io.millrace.gateway.egress;

import io.millrace.gateway.linking.Sources;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.records.Tenant;
import io.millrace.schemas.egress.EgressRule;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/** Reads documents over HTTP. Every reading has connections of its own, so that no tenant uses those of another. */
final class HttpSources implements Sources {
    private static final int CONNECT_MILLIS = 5_000;
    private static final String KINDS = "application/yaml, application/json, text/yaml, text/plain, */*;q=0.5";

    private final ResourceTable<Tenant> tenants;
    private final AddressResolverGroup<InetSocketAddress> names;
    private final LoopResources loops;
    private final Duration patience;

    /**
     * Sources.
     *
     * @param patience how long everything that one definition refers to may take to arrive
     */
    HttpSources(
            ResourceTable<Tenant> tenants,
            AddressResolverGroup<InetSocketAddress> names,
            LoopResources loops,
            Duration patience) {
        this.tenants = tenants;
        this.names = names;
        this.loops = loops;
        this.patience = patience;
    }

    @Override
    public Reading open(String tenant) {
        List<String> allow = tenants.find(tenant)
                .map(found -> found.value().getEgressAllow())
                .orElse(List.of());
        HttpClient client = HttpClient.newConnection()
                .runOn(loops)
                .resolver(new PermittedAddresses(names, EgressRule.allowing(allow)))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .followRedirect(false)
                .compress(true)
                .headers(headers ->
                        headers.set(HttpHeaderNames.USER_AGENT, "Millrace").set(HttpHeaderNames.ACCEPT, KINDS));
        return new HttpReading(client, patience);
    }
}
