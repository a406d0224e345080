package io.millrace.executor.kafka;

import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.schemas.TopicView;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Begins to take commands when the service is up, stops before anything else of it stops, and says how it is. */
final class Consumption implements SmartLifecycle, HealthIndicator {
    private final TopicView<Tenant> tenants;
    private final TopicView<Secret> secrets;
    private final CancellationReader cancellations;
    private final CommandListener listener;
    private volatile boolean running;

    Consumption(
            TopicView<Tenant> tenants,
            TopicView<Secret> secrets,
            CancellationReader cancellations,
            CommandListener listener) {
        this.tenants = tenants;
        this.secrets = secrets;
        this.cancellations = cancellations;
        this.listener = listener;
    }

    @Override
    public void start() {
        running = true;
        tenants.start();
        secrets.start();
        cancellations.start();
        listener.start();
    }

    @Override
    public void stop() {
        running = false;
        listener.stop();
        cancellations.close();
        tenants.close();
        secrets.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Health health() {
        boolean prepared = tenants.caughtUp() && secrets.caughtUp() && cancellations.positioned();
        Health.Builder health = listener.ready() && prepared ? Health.up() : Health.outOfService();
        listener.ended().ifPresent(reason -> health.down().withDetail("reason", reason));
        return health.withDetail("member", listener.ready())
                .withDetail("tenantsKnown", tenants.caughtUp())
                .withDetail("secretsKnown", secrets.caughtUp())
                .withDetail("cancellationsRead", cancellations.positioned())
                .build();
    }
}
