package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.Tenant;
import io.millrace.schemas.Shards;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What the engine has to know of tenants: which partitions they own, and what is published for them. */
final class Tenancy {
    private final Deserializer<Tenant> deserializer;
    private final int partitions;
    private final Cache<String, Facts> known =
            Caffeine.newBuilder().maximumSize(100_000).build();

    private record Facts(Shards shards, boolean lifecycleEvents) {}

    Tenancy(Deserializer<Tenant> deserializer, int partitions) {
        this.deserializer = deserializer;
        this.partitions = partitions;
    }

    /** Forgets what was derived from a tenant, because it changed. */
    void changed(String tenant) {
        known.invalidate(tenant);
    }

    /** The shards of a tenant; all of them for one that is not known here. */
    Shards shards(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return facts(store, tenant).shards();
    }

    /** Whether the lifecycle events of the specification are published for a tenant's runs. */
    boolean lifecycleEvents(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return facts(store, tenant).lifecycleEvents();
    }

    private Facts facts(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return known.get(tenant, name -> {
            byte[] found = store.get(name);
            if (found == null) {
                return new Facts(Shards.of(name, partitions, partitions), false);
            }
            Tenant record = deserializer.deserialize("tenants", found);
            return new Facts(Shards.of(name, record.getShardWidth(), partitions), record.getLifecycleEvents());
        });
    }
}
