package io.millrace.gateway.tenant;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.Tenant;
import io.millrace.schemas.Shards;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds tenants and the partitions that they own. */
public final class TenantDirectory {
    /** Partitions of a tenant that says nothing, and of records about a tenant that does not exist. */
    public static final int USUAL_WIDTH = 2;

    private final ResourceTable<Tenant> tenants;
    private final int partitions;
    private final Map<Owner, Shards> shards = new ConcurrentHashMap<>();

    /**
     * A directory.
     *
     * @param tenants the tenants that are known, by name
     * @param partitions number of partitions of the topics that grow with the load
     */
    public TenantDirectory(ResourceTable<Tenant> tenants, int partitions) {
        this.tenants = tenants;
        this.partitions = partitions;
    }

    private record Owner(String tenant, int width) {}

    /**
     * A tenant.
     *
     * @throws Refused as missing when there is none
     */
    public Versioned<Tenant> tenant(String name) {
        return tenants.find(name)
                .orElseThrow(
                        () -> Refused.missing("There is no tenant of that name, or this key does not belong to it."));
    }

    /** Whether there is such a tenant. */
    public boolean has(String name) {
        return tenants.find(name).isPresent();
    }

    /** The partitions that a tenant owns; of a tenant that does not exist, those it would own. */
    public Shards shards(String name) {
        int width =
                tenants.find(name).map(tenant -> tenant.value().getShardWidth()).orElse(USUAL_WIDTH);
        // Only what exists is kept, so that unknown names from outside fill nothing.
        Owner owner = new Owner(name, width);
        Shards known = shards.get(owner);
        if (known != null) {
            return known;
        }
        Shards found = Shards.of(name, width, partitions);
        if (has(name)) {
            shards.put(owner, found);
        }
        return found;
    }

    /** Number of partitions of the topics that grow with the load. */
    public int partitions() {
        return partitions;
    }
}
