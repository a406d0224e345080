package io.millrace.gateway.identity;

/**
 * Who asks.
 *
 * @param keyId id of the key that let the caller in
 * @param tenant tenant of the key, or {@link #EVERY_TENANT}
 * @param role what the caller may do
 */
public record Caller(String keyId, String tenant, Role role) {
    /** Stands for all tenants in a platform key. */
    public static final String EVERY_TENANT = "*";

    /** Whether the things of a tenant exist for this caller. */
    public boolean sees(String other) {
        return tenant.equals(EVERY_TENANT) || tenant.equals(other);
    }

    /** Whether the caller may do what needs a role. */
    public boolean may(Role needed) {
        return role.includes(needed);
    }
}
