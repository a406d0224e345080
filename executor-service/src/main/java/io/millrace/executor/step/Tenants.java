package io.millrace.executor.step;

/** Knows the tenants. */
@FunctionalInterface
public interface Tenants {
    /**
     * The rules of a tenant; the same object until they change. A tenant that nobody described has
     * {@link TenantRules#UNKNOWN}.
     */
    TenantRules of(String tenant);
}
