package io.millrace.gateway.kafka;

import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Up when every view has caught up, replies are read and the broker answers. */
final class GatewayHealthIndicator implements ReactiveHealthIndicator {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final GatewayStart start;
    private final Mono<Boolean> broker;

    GatewayHealthIndicator(GatewayStart start, Admin admin) {
        this.start = start;
        // Probes of several askers share one question to the broker.
        this.broker = Mono.defer(() -> Mono.fromCompletionStage(
                        admin.describeCluster(new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis()))
                                .clusterId()
                                .toCompletionStage()))
                .map(id -> true)
                .onErrorReturn(false)
                .cache(KEPT);
    }

    @Override
    public Mono<Health> health() {
        boolean ready = start.ready();
        return broker.map(reachable -> (ready && reachable ? Health.up() : Health.down())
                .withDetail("views", ready ? "caught up" : "catching up")
                .withDetail("broker", reachable ? "reachable" : "not reachable")
                .build());
    }
}
