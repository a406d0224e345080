package io.millrace.executor.kafka;

import io.millrace.records.Tenant;
import io.millrace.schemas.TopicView;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/** Begins to take commands when the service is up, stops before anything else of it stops, and says how it is. */
final class Consumption implements SmartLifecycle, HealthIndicator {
    private final TopicView<Tenant> tenants;
    private final CommandListener listener;
    private volatile boolean running;

    Consumption(TopicView<Tenant> tenants, CommandListener listener) {
        this.tenants = tenants;
        this.listener = listener;
    }

    @Override
    public void start() {
        running = true;
        tenants.start();
        listener.start();
    }

    @Override
    public void stop() {
        running = false;
        listener.stop();
        tenants.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Health health() {
        Health.Builder health = listener.ready() && tenants.caughtUp() ? Health.up() : Health.outOfService();
        listener.ended().ifPresent(reason -> health.down().withDetail("reason", reason));
        return health.withDetail("member", listener.ready())
                .withDetail("tenantsKnown", tenants.caughtUp())
                .build();
    }
}
