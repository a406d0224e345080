package io.millrace.executor.http;

import io.millrace.executor.outbound.Addresses;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import io.millrace.executor.step.Tenants;
import io.millrace.schemas.egress.EgressRule;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.FutureListener;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import reactor.netty.http.HttpResources;

/** Looks hosts up for whoever connects by other means than an HTTP client. */
final class CheckedAddresses implements Addresses {
    private static final int BAD_GATEWAY = 502;

    private final Tenants tenants;
    private final AddressResolverGroup<InetSocketAddress> names;

    CheckedAddresses(Tenants tenants, AddressResolverGroup<InetSocketAddress> names) {
        this.tenants = tenants;
        this.names = names;
    }

    @Override
    public CompletableFuture<byte[]> resolve(Step step, String host) {
        EgressRule rule = tenants.of(step.tenant()).egress();
        byte[] written = NetUtil.createByteArrayFromIpAddressString(host);
        if (written != null) {
            return permitted(rule, host, List.of(written));
        }
        CompletableFuture<List<byte[]>> found = new CompletableFuture<>();
        names.getResolver(HttpResources.get().onClient(true).next())
                .resolveAll(InetSocketAddress.createUnresolved(host, 0))
                .addListener((FutureListener<List<InetSocketAddress>>) answer -> {
                    if (answer.isSuccess()) {
                        found.complete(answer.getNow().stream()
                                .map(each -> each.getAddress().getAddress())
                                .toList());
                    } else {
                        found.completeExceptionally(new ExchangeFailedException(new StepOutcome.Failed(
                                StepError.communication(BAD_GATEWAY, "The host " + host + " is not known"),
                                Fault.CALLEE)));
                    }
                });
        return found.thenCompose(addresses -> permitted(rule, host, addresses));
    }

    @Override
    public CompletableFuture<byte[]> resolveNamed(Step step, String host) {
        EgressRule rule = tenants.of(step.tenant()).egress();
        return resolve(step, host).thenApply(address -> {
            if (rule.names(host, address)) {
                return address;
            }
            throw new RefusedException(StepError.authorization("Calls to " + host + " are refused: it tells its clients"
                    + " themselves where else to connect, so it must be named in the tenant's egress.allow"));
        });
    }

    private static CompletableFuture<byte[]> permitted(EgressRule rule, String host, List<byte[]> addresses) {
        return addresses.stream()
                .filter(address -> rule.permits(host, address))
                .findFirst()
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(new RefusedException(
                        StepError.authorization(String.valueOf(new EgressRefusedException(host).getMessage())))));
    }
}
