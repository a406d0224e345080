package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.routing.Want;
import io.millrace.workflow.routing.Wants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the published definitions of a tenant could listen to: every version of them, also those of deleted workflows,
 * because runs that are at work can still come to their {@code listen}.
 */
final class DefinitionWants {
    private static final String LISTEN = "\"listen\"";
    private static final long MOST_TENANTS = 10_000;
    private static final long MOST_VERSIONS = 100_000;

    private final Deserializer<Definition> deserializer;
    private final Function<String, Optional<Program>> compiler;
    private final Cache<String, Wants> ofTenants =
            Caffeine.newBuilder().maximumSize(MOST_TENANTS).build();
    /** By key, which ends with the hash of what is published: what is known stays true. */
    private final Cache<String, List<Want>> ofVersions =
            Caffeine.newBuilder().maximumSize(MOST_VERSIONS).build();

    DefinitionWants(Deserializer<Definition> deserializer, Function<String, Optional<Program>> compiler) {
        this.deserializer = deserializer;
        this.compiler = compiler;
    }

    /** Forgets what was derived from the records of a tenant, because one of them changed. */
    void changed(String key) {
        ofTenants.invalidate(key.substring(0, Math.max(0, key.indexOf('/'))));
    }

    Wants of(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return ofTenants.get(tenant, _ -> read(store, tenant));
    }

    private Wants read(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        List<Want> wants = new ArrayList<>();
        // '0' follows '/', so this is every key of the tenant.
        try (KeyValueIterator<String, byte[]> all = store.range(tenant + "/", tenant + "0")) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                wants.addAll(ofVersions.get(entry.key, _ -> read(entry.value)));
            }
        }
        return new Wants(wants);
    }

    private List<Want> read(byte[] record) {
        Definition definition = deserializer.deserialize("definitions", record);
        // Most definitions do not listen, and need not be compiled to know that.
        return definition.getContent() instanceof PublishedVersion version
                        && version.getCanonical().contains(LISTEN)
                ? compiler.apply(version.getCanonical()).map(Want::of).orElse(List.of())
                : List.of();
    }
}
