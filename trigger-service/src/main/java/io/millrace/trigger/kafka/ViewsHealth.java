package io.millrace.trigger.kafka;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready when all triggers, secrets and tenants have been read; before that a request is asked to come again. */
final class ViewsHealth implements HealthIndicator {
    private final ResourceViews views;

    ViewsHealth(ResourceViews views) {
        this.views = views;
    }

    @Override
    public Health health() {
        return views.caughtUp()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "triggers, secrets and tenants are still being read")
                        .build();
    }
}
