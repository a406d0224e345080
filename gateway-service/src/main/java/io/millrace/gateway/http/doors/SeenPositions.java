package io.millrace.gateway.http.doors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.gateway.run.RunPosition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Remembers for a short while how far the log was when this gateway last wrote or learned something about a run, so
 * that a read that follows can wait for the view to be that far. Lists follow the tenant's newest write.
 */
@Component
public final class SeenPositions {
    private static final Duration REMEMBERED = Duration.ofSeconds(30);
    private static final int MOST = 100_000;

    private final Cache<String, RunPosition> byRun =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final Cache<String, RunPosition> byTenant =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();

    SeenPositions() {}

    /** Remembers a position. */
    public void remember(String tenant, String runId, RunPosition position) {
        byRun.asMap()
                .merge(tenant + "/" + runId, position, (one, other) -> one.offset() > other.offset() ? one : other);
        byTenant.put(tenant, position);
    }

    @Nullable
    RunPosition ofRun(String tenant, String runId) {
        return byRun.getIfPresent(tenant + "/" + runId);
    }

    @Nullable
    RunPosition ofTenant(String tenant) {
        return byTenant.getIfPresent(tenant);
    }
}
