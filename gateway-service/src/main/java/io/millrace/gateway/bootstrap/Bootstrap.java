package io.millrace.gateway.bootstrap;

import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.KeyRequest;
import io.millrace.gateway.identity.KeyText;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.tenant.TenantDocument;
import io.millrace.records.ApiKey;
import io.millrace.records.Tenant;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the first key and the first tenant, if they are wanted and not there. */
public final class Bootstrap {
    /** Name of the tenant that an installation for one begins with. */
    public static final String DEFAULT_TENANT = "default";

    private static final String ACTOR = "bootstrap";

    private final Register<ApiKey> keys;
    private final Register<Tenant> tenants;
    private final @Nullable KeyText key;
    private final boolean defaultTenant;
    private final int partitions;

    /**
     * What is wanted.
     *
     * @param key platform key, or null when there are others already
     * @param defaultTenant whether there should be a tenant {@link #DEFAULT_TENANT}
     * @param partitions number of partitions, all of which that tenant owns
     */
    public Bootstrap(
            Register<ApiKey> keys,
            Register<Tenant> tenants,
            @Nullable KeyText key,
            boolean defaultTenant,
            int partitions) {
        this.keys = keys;
        this.tenants = tenants;
        this.key = key;
        this.defaultTenant = defaultTenant;
        this.partitions = partitions;
    }

    /**
     * Writes what is missing. Blocks the calling thread; may be repeated.
     *
     * @throws Refused as unavailable when it cannot be written
     */
    public void run(Instant now) {
        if (key != null) {
            KeyText text = key;
            keys.put(
                    text.id(),
                    Precondition.NONE,
                    before -> new KeyRequest(Role.PLATFORM_ADMIN, ACTOR)
                            .record(text, Caller.EVERY_TENANT, before == null ? now : before.getCreatedAt()),
                    new ManagementAct("key.created", Caller.EVERY_TENANT, ACTOR, text.id(), now));
        }
        if (defaultTenant && tenants.find(DEFAULT_TENANT).isEmpty()) {
            tenants.put(
                    DEFAULT_TENANT,
                    Precondition.NONE,
                    before -> before == null ? TenantDocument.unlimited(DEFAULT_TENANT, partitions, now) : before,
                    new ManagementAct("tenant.changed", DEFAULT_TENANT, ACTOR, DEFAULT_TENANT, now));
        }
    }
}
