package io.millrace.audit;

import io.millrace.audit.kafka.AuditReader;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** A reader is up while it reads from where its sink stands. */
final class ReaderHealth implements HealthIndicator {
    private final AuditReader reader;
    private final BooleanSupplier sinkReady;

    ReaderHealth(AuditReader reader, BooleanSupplier sinkReady) {
        this.reader = reader;
        this.sinkReady = sinkReady;
    }

    @Override
    public Health health() {
        boolean up = reader.positioned() && sinkReady.getAsBoolean();
        Health.Builder health = up ? Health.up() : Health.outOfService();
        String failure = reader.failure();
        if (failure != null) {
            health.withDetail("failure", failure);
        }
        return health.withDetail("lag", reader.lag()).build();
    }
}
