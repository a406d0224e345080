package io.millrace.gateway.egress;

import io.millrace.schemas.egress.EgressRule;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Resolves names, and leaves only those addresses that a rule permits. The client connects to what this returns, so what
 * was checked is what is reached, whatever a name server answers next time.
 */
final class PermittedAddresses extends AddressResolverGroup<InetSocketAddress> {
    private final AddressResolverGroup<InetSocketAddress> names;
    private final EgressRule rule;

    PermittedAddresses(AddressResolverGroup<InetSocketAddress> names, EgressRule rule) {
        this.names = names;
        this.rule = rule;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        AddressResolver<InetSocketAddress> resolver = names.getResolver(executor);
        return new AbstractAddressResolver<>(executor, InetSocketAddress.class) {
            // Never: an address written as a number would otherwise be connected to unchecked.
            @Override
            protected boolean doIsResolved(InetSocketAddress address) {
                return false;
            }

            @Override
            protected void doResolve(InetSocketAddress asked, Promise<InetSocketAddress> promise) {
                Promise<List<InetSocketAddress>> all = executor().newPromise();
                all.addListener((FutureListener<List<InetSocketAddress>>) found -> {
                    if (found.isSuccess()) {
                        promise.trySuccess(found.getNow().getFirst());
                    } else {
                        promise.tryFailure(found.cause());
                    }
                });
                doResolveAll(asked, all);
            }

            @Override
            protected void doResolveAll(InetSocketAddress asked, Promise<List<InetSocketAddress>> promise) {
                if (!asked.isUnresolved()) {
                    permit(asked.getHostString(), List.of(asked), promise);
                    return;
                }
                resolver.resolveAll(asked).addListener((FutureListener<List<InetSocketAddress>>) found -> {
                    if (found.isSuccess()) {
                        permit(asked.getHostString(), found.getNow(), promise);
                    } else {
                        promise.tryFailure(found.cause());
                    }
                });
            }
        };
    }

    private void permit(String host, List<InetSocketAddress> found, Promise<List<InetSocketAddress>> promise) {
        List<InetSocketAddress> permitted = found.stream()
                .filter(address -> rule.permits(host, address.getAddress().getAddress()))
                .toList();
        if (permitted.isEmpty()) {
            promise.tryFailure(new EgressRefusedException(host));
        } else {
            promise.trySuccess(permitted);
        }
    }
}
