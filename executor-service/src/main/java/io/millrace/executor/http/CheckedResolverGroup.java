package io.millrace.executor.http;

import io.millrace.schemas.egress.EgressRule;
import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Resolves names, and leaves only those addresses that a rule permits. The client connects to what this returns and
 * resolves nothing itself, so what was checked is what is reached, whatever a name server answers next time. Every new
 * connection passes here, those of redirects too, and addresses that were written as numbers as well.
 */
final class CheckedResolverGroup extends AddressResolverGroup<InetSocketAddress> {
    private final AddressResolverGroup<InetSocketAddress> names;
    private final EgressRule rule;

    CheckedResolverGroup(AddressResolverGroup<InetSocketAddress> names, EgressRule rule) {
        this.names = names;
        this.rule = rule;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new CheckedResolver(executor, names.getResolver(executor));
    }

    private final class CheckedResolver extends AbstractAddressResolver<InetSocketAddress> {
        private final AddressResolver<InetSocketAddress> resolver;

        private CheckedResolver(EventExecutor executor, AddressResolver<InetSocketAddress> resolver) {
            super(executor, InetSocketAddress.class);
            this.resolver = resolver;
        }

        /** Never: an address written as a number would otherwise be connected to unchecked. */
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
            String host = asked.getHostString();
            if (!asked.isUnresolved()) {
                permit(host, List.of(asked), promise);
                return;
            }
            Future<List<InetSocketAddress>> resolved = resolver.resolveAll(asked);
            resolved.addListener((FutureListener<List<InetSocketAddress>>) found -> {
                if (found.isSuccess()) {
                    permit(host, found.getNow(), promise);
                } else {
                    promise.tryFailure(found.cause());
                }
            });
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

        @Override
        public void close() {
            resolver.close();
        }
    }
}
