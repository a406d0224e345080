package io.millrace.gateway.admission;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.records.Quotas;
import io.millrace.records.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets starts and events in as fast as the tenant's quotas allow, and refuses the rest at once: nothing queues at the
 * door. Each gateway counts for itself, so n gateways together let in up to n times the quota.
 */
public final class Admission {
    private final Map<String, TokenBucket> starts = new ConcurrentHashMap<>();
    private final Map<String, TokenBucket> events = new ConcurrentHashMap<>();

    /**
     * Lets one start in.
     *
     * @param now nanoseconds of a clock that never goes back
     * @throws Refused as too fast when the tenant's quota is used up
     */
    public void start(Tenant tenant, long now) {
        Quotas quotas = tenant.getQuotas();
        admit(starts, tenant, "starts", 1, quotas.getStartsPerSecond(), now);
    }

    /**
     * Lets events in, all or none.
     *
     * @param count how many, at least 1
     * @param now nanoseconds of a clock that never goes back
     * @throws Refused as too fast when the tenant's quota is used up
     */
    public void events(Tenant tenant, int count, long now) {
        Quotas quotas = tenant.getQuotas();
        admit(events, tenant, "events", count, quotas.getEventsPerSecond(), now);
    }

    private static void admit(
            Map<String, TokenBucket> buckets, Tenant tenant, String what, int count, int perSecond, long now) {
        if (perSecond == 0) {
            return;
        }
        long wait = buckets.computeIfAbsent(tenant.getTenant(), name -> new TokenBucket())
                .take(count, perSecond, now);
        if (wait > 0) {
            throw new Refused(new Refusal.TooFast(
                    "The tenant may have " + perSecond + " " + what + " per second and asks for more: slow down, or"
                            + " have the quota raised.",
                    Duration.ofNanos(wait)));
        }
    }
}
