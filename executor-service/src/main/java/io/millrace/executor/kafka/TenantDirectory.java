package io.millrace.executor.kafka;

import io.millrace.executor.step.TenantRules;
import io.millrace.executor.step.Tenants;
import io.millrace.records.Tenant;
import io.millrace.schemas.TopicView;
import io.millrace.schemas.egress.EgressRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the topic of tenants says about each of them. */
final class TenantDirectory implements Tenants, TopicView.Listener<Tenant> {
    private static final Logger LOG = LoggerFactory.getLogger(TenantDirectory.class);

    private final Map<String, TenantRules> rules = new ConcurrentHashMap<>();

    @Override
    public TenantRules of(String tenant) {
        return rules.getOrDefault(tenant, TenantRules.UNKNOWN);
    }

    @Override
    public void onResource(String key, @Nullable Tenant tenant, long offset) {
        if (tenant == null) {
            rules.remove(key);
            return;
        }
        List<String> unreadable = EgressRule.unreadable(tenant.getEgressAllow());
        if (!unreadable.isEmpty()) {
            LOG.warn(
                    "Entries of egress.allow are neither host nor block and allow nothing: tenant={} {}",
                    key,
                    unreadable);
        }
        rules.put(
                key,
                new TenantRules(
                        tenant.getWeight(),
                        tenant.getQuotas().getConcurrentSteps(),
                        tenant.getQuotas().getStepsPerSecond(),
                        EgressRule.allowing(tenant.getEgressAllow())));
    }
}
