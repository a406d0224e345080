package io.millrace.executor.resilience4j;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.millrace.executor.dispatch.TenantGate;
import io.millrace.executor.step.TenantRules;
import io.millrace.executor.step.Tenants;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bulkhead for each tenant's steps at work and a rate limiter for the steps it begins. Used by the dispatcher's
 * thread alone. The quotas are those of one executor: with n executors a tenant may have n times as much.
 */
final class TenantBulkheads implements TenantGate {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Tenants tenants;
    private final int ceiling;
    private final Map<String, Places> places = new HashMap<>();

    TenantBulkheads(Tenants tenants, int ceiling) {
        this.tenants = tenants;
        this.ceiling = ceiling;
    }

    private static final class Places {
        private final Bulkhead bulkhead;
        private TenantRules rules;
        private @Nullable RateLimiter rate;
        private boolean reserved;
        private long reservedFor;

        private Places(Bulkhead bulkhead, TenantRules rules) {
            this.bulkhead = bulkhead;
            this.rules = rules;
        }
    }

    @Override
    public Entry enter(String tenant) {
        Places places = placesOf(tenant);
        if (!places.bulkhead.tryAcquirePermission()) {
            return FULL;
        }
        Duration wait = places.rate == null ? Duration.ZERO : wait(places, places.rate);
        if (wait.isZero()) {
            return OPEN;
        }
        places.bulkhead.releasePermission();
        return new Entry.Later(wait);
    }

    @Override
    public void leave(String tenant) {
        placesOf(tenant).bulkhead.onComplete();
    }

    /** Takes a permission ahead of its time once, and then waits for that time without taking another. */
    private static Duration wait(Places places, RateLimiter rate) {
        long now = System.nanoTime();
        if (!places.reserved) {
            long nanos = rate.reservePermission();
            if (nanos == 0) {
                return Duration.ZERO;
            }
            if (nanos < 0) {
                return SECOND;
            }
            places.reserved = true;
            places.reservedFor = now + nanos;
        }
        if (places.reservedFor - now > 0) {
            return Duration.ofNanos(places.reservedFor - now);
        }
        places.reserved = false;
        return Duration.ZERO;
    }

    private Places placesOf(String tenant) {
        TenantRules rules = tenants.of(tenant);
        Places known = places.get(tenant);
        if (known == null) {
            known = new Places(Bulkhead.of(tenant, bulkhead(rules)), rules);
            known.rate = rate(tenant, rules);
            places.put(tenant, known);
        } else if (!known.rules.equals(rules)) {
            known.bulkhead.changeConfig(bulkhead(rules));
            if (known.rules.stepsPerSecond() != rules.stepsPerSecond()) {
                known.rate = rate(tenant, rules);
                known.reserved = false;
            }
            known.rules = rules;
        }
        return known;
    }

    private BulkheadConfig bulkhead(TenantRules rules) {
        int quota = rules.concurrentSteps() == 0 ? ceiling : Math.min(ceiling, rules.concurrentSteps());
        return BulkheadConfig.custom()
                .maxConcurrentCalls(quota)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    private static @Nullable RateLimiter rate(String tenant, TenantRules rules) {
        int perSecond = rules.stepsPerSecond();
        if (perSecond == 0) {
            return null;
        }
        return RateLimiter.of(
                tenant,
                RateLimiterConfig.custom()
                        .limitForPeriod(perSecond)
                        .limitRefreshPeriod(SECOND)
                        .timeoutDuration(SECOND.multipliedBy(2))
                        .build());
    }
}
