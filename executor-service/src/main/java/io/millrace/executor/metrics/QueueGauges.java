package io.millrace.executor.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shows how many commands wait: those of the tenants with the most, and those of all others together. */
final class QueueGauges {
    private static final int MOST_TENANTS = 50;
    private static final String OTHERS = "(others)";

    private final MultiGauge gauge;

    QueueGauges(MeterRegistry registry) {
        gauge = MultiGauge.builder("millrace.executor.queued")
                .description("Commands that wait, by tenant")
                .register(registry);
    }

    /** Takes the place of what was shown before. */
    void show(Map<String, Integer> depths) {
        List<Map.Entry<String, Integer>> deepest = new ArrayList<>(depths.entrySet());
        deepest.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        List<Row<?>> rows = new ArrayList<>();
        int others = 0;
        for (Map.Entry<String, Integer> tenant : deepest) {
            if (rows.size() < MOST_TENANTS) {
                rows.add(Row.of(Tags.of("tenant", tenant.getKey()), tenant.getValue()));
            } else {
                others += tenant.getValue();
            }
        }
        rows.add(Row.of(Tags.of("tenant", OTHERS), others));
        gauge.register(rows, true);
    }
}
