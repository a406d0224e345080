package io.millrace.trigger.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.trigger.webhook.TokenBucket;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.util.unit.DataSize;

/** How much is let in: events in a second for each tenant, and bytes that wait for the brokers for all together. */
final class Admission {
    private static final int MOST_TENANTS = 100_000;
    // A bucket is full again after a second, so a new one is as good as one that was not used for a minute.
    private static final Duration UNUSED = Duration.ofMinutes(1);
    // What an event costs beside its body.
    private static final int OVERHEAD = 1_024;

    private final Cache<String, TokenBucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_TENANTS)
            .expireAfterAccess(UNUSED)
            .build();
    private final Semaphore inFlight;

    Admission(DataSize inFlightLimit) {
        this.inFlight = new Semaphore(Math.toIntExact(inFlightLimit.toBytes()));
    }

    /** Zero when the tenant may send one more event now, else how long until it may. */
    Duration take(String tenant, int eventsPerSecond) {
        TokenBucket bucket = buckets.get(tenant, _ -> new TokenBucket());
        return Duration.ofNanos(bucket.take(eventsPerSecond, Math.max(1, eventsPerSecond), System.nanoTime()));
    }

    /** Takes room for an event; whoever got it gives it back with {@link #leave}. */
    boolean enter(int bodyBytes) {
        return inFlight.tryAcquire(OVERHEAD + bodyBytes);
    }

    void leave(int bodyBytes) {
        inFlight.release(OVERHEAD + bodyBytes);
    }
}
