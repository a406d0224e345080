package io.millrace.trigger.kafka;

import io.millrace.records.Tenant;

/**
 * What the trigger service needs to know of a tenant.
 *
 * @param shardWidth number of partitions that the tenant owns, at least 1
 * @param eventsPerSecond how many events may arrive in a second; 0 for no limit
 */
record Limits(int shardWidth, int eventsPerSecond) {
    static Limits of(Tenant tenant) {
        return new Limits(
                Math.max(1, tenant.getShardWidth()), tenant.getQuotas().getEventsPerSecond());
    }
}
