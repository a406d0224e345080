package io.millrace.workflow.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what the router does. */
final class RouterMetrics {
    private final Counter delivered;
    private final Counter dropped;

    RouterMetrics(MeterRegistry registry) {
        delivered = Counter.builder("millrace.router.deliveries")
                .description("Events that were sent to tasks that wait for them")
                .register(registry);
        dropped = Counter.builder("millrace.router.buffer.dropped")
                .description("Events that had to leave a tenant's buffer before their time, to make room")
                .register(registry);
    }

    void delivered() {
        delivered.increment();
    }

    void dropped(int events) {
        dropped.increment(events);
    }
}
