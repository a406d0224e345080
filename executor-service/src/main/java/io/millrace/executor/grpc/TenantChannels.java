package io.millrace.executor.grpc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Channels to addresses that were checked for their tenant. A channel goes to one address and resolves nothing; the
 * address is looked up and checked anew for every call, so that a channel which may not be used any more never is.
 */
final class TenantChannels implements AutoCloseable {
    private static final int MOST_CHANNELS = 5_000;
    private static final Duration CLOSED_AFTER = Duration.ofMinutes(5);

    private final int maxMessage;
    private final Cache<Peer, ManagedChannel> channels = Caffeine.newBuilder()
            .maximumSize(MOST_CHANNELS)
            .expireAfterAccess(CLOSED_AFTER)
            .executor(Runnable::run)
            .removalListener((@Nullable Peer _, @Nullable ManagedChannel removed, RemovalCause _) -> shutdown(removed))
            .build();

    TenantChannels(int maxMessage) {
        this.maxMessage = maxMessage;
    }

    private record Peer(String tenant, String address, String host, int port, boolean tls) {}

    ManagedChannel channel(String tenant, byte[] address, GrpcCall call) {
        Peer peer = new Peer(tenant, HexFormat.of().formatHex(address), call.host(), call.port(), call.tls());
        return channels.get(peer, _ -> open(address, call));
    }

    private ManagedChannel open(byte[] address, GrpcCall call) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(socket(address, call))
                .overrideAuthority(call.port() == 443 ? call.host() : call.callee())
                .userAgent("Millrace")
                .maxInboundMessageSize(maxMessage)
                // A proxy of the machine's settings would reach what was never checked.
                .proxyDetector(_ -> null)
                .directExecutor();
        return (call.tls() ? builder.useTransportSecurity() : builder.usePlaintext()).build();
    }

    private static InetSocketAddress socket(byte[] address, GrpcCall call) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(call.host(), address), call.port());
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException("an address has four or sixteen bytes", wrongLength);
        }
    }

    private static void shutdown(@Nullable ManagedChannel channel) {
        if (channel != null) {
            channel.shutdown();
        }
    }

    @Override
    public void close() {
        channels.asMap().values().forEach(ManagedChannel::shutdownNow);
        channels.invalidateAll();
    }
}
