package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.Tenant;
import io.millrace.schemas.Shards;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Which partitions a tenant owns. */
final class Tenancy {
    private final Deserializer<Tenant> deserializer;
    private final int partitions;
    private final Cache<String, Shards> shards =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Tenancy(Deserializer<Tenant> deserializer, int partitions) {
        this.deserializer = deserializer;
        this.partitions = partitions;
    }

    /** Forgets what was derived from a tenant, because it changed. */
    void changed(String tenant) {
        shards.invalidate(tenant);
    }

    /** The shards of a tenant; all of them for one that is not known here. */
    Shards shards(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return shards.get(tenant, name -> {
            byte[] found = store.get(name);
            int width = found == null
                    ? partitions
                    : deserializer.deserialize("tenants", found).getShardWidth();
            return Shards.of(name, width, partitions);
        });
    }
}
