package io.millrace.executor.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has as many places for each tenant as the test says. */
final class TestGate implements TenantGate {
    final Map<String, Integer> taken = new HashMap<>();
    int most = 100;

    @Nullable
    Duration later;

    @Override
    public Entry enter(String tenant) {
        if (later != null) {
            return new Entry.Later(later);
        }
        if (places(tenant) >= most) {
            return FULL;
        }
        taken.merge(tenant, 1, Integer::sum);
        return OPEN;
    }

    @Override
    public void leave(String tenant) {
        taken.merge(tenant, -1, Integer::sum);
    }

    int places(String tenant) {
        return taken.getOrDefault(tenant, 0);
    }
}
