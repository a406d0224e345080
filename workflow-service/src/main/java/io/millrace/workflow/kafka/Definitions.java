package io.millrace.workflow.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.SemanticVersion;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The published definitions as the engine needs them: compiled, by the hash that a run is pinned to, and the current
 * version of each workflow of a tenant.
 */
final class Definitions {
    private static final long MOST_PROGRAMS = 10_000;
    private static final long POLL_NANOS = 1_000_000;

    private final Deserializer<Definition> deserializer;
    private final Function<String, Optional<Program>> compiler;
    private final Cache<String, Program> programs =
            Caffeine.newBuilder().maximumSize(MOST_PROGRAMS).build();
    private final Cache<String, List<Program>> current = Caffeine.newBuilder()
            .maximumSize(MOST_PROGRAMS)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /**
     * The definitions.
     *
     * @param deserializer reads the records of the topic definitions
     * @param compiler compiles canonical JSON; empty when this Millrace cannot run it
     */
    Definitions(Deserializer<Definition> deserializer, Function<String, Optional<Program>> compiler) {
        this.deserializer = deserializer;
        this.compiler = compiler;
    }

    /** Forgets what was derived from the records of a tenant, because one of them changed. */
    void changed(String key) {
        String tenant = tenantOf(key);
        current.asMap().keySet().removeIf(known -> known.equals(tenant) || known.startsWith(tenant + "/"));
    }

    /**
     * The compiled version that a run is pinned to; waits for its record, because a start may overtake it.
     *
     * @return empty when it did not arrive in time, or cannot be compiled
     */
    Optional<Program> await(
            ReadOnlyKeyValueStore<String, byte[]> store, String tenant, Identity identity, Duration atMost) {
        String key = tenant + "/" + identity.name() + "/" + identity.version() + "/" + identity.hash();
        Program known = programs.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        byte[] found = store.get(key);
        long end = System.nanoTime() + atMost.toNanos();
        while (found == null && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(POLL_NANOS);
            found = store.get(key);
        }
        return found == null ? Optional.empty() : Optional.ofNullable(program(key, found));
    }

    /**
     * The current version of every workflow of a tenant that may start new runs: the one that the alias stable names, else
     * the highest release.
     */
    List<Program> current(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        return current.get(tenant, _ -> readCurrent(store, tenant));
    }

    /** The current version of one workflow; empty when there is none or no new run may start. */
    Optional<Program> current(ReadOnlyKeyValueStore<String, byte[]> store, String tenant, String workflow) {
        return current(store, tenant).stream()
                .filter(program -> program.identity().name().equals(workflow))
                .findFirst();
    }

    /**
     * The version of a workflow by its number or alias; empty when there is none or no new run may start.
     *
     * @param namespace of the workflow; empty = any, because a name lives in one namespace of a tenant
     * @param version {@code latest}, an alias, or a semantic version
     */
    Optional<Program> find(
            ReadOnlyKeyValueStore<String, byte[]> store,
            String tenant,
            String namespace,
            String workflow,
            String version) {
        return current
                .get(tenant + "/" + workflow + "@" + version, _ -> readVersion(store, tenant, workflow, version))
                .stream()
                .filter(program ->
                        namespace.isEmpty() || program.identity().namespace().equals(namespace))
                .findFirst();
    }

    /**
     * The current version of a workflow if it has a schedule; empty when it has none, or no new run may start. Other
     * versions, and those without a schedule, are not compiled.
     */
    Optional<Program> scheduled(ReadOnlyKeyValueStore<String, byte[]> store, String tenant, String workflow) {
        Published published = Published.read(store, deserializer, tenant + "/" + workflow);
        return chosen(published.heads().get(workflow), published.versions().getOrDefault(workflow, Map.of()))
                .filter(version -> version.getCanonical().contains("\"schedule\""))
                .flatMap(version -> Stream.ofNullable(program(tenant, version)))
                .filter(program ->
                        program.schedule() != null && program.schedule().remembers())
                .findFirst();
    }

    private List<Program> readVersion(
            ReadOnlyKeyValueStore<String, byte[]> store, String tenant, String workflow, String version) {
        Published published = Published.read(store, deserializer, tenant + "/" + workflow);
        Map<String, PublishedVersion> versions = published.versions().getOrDefault(workflow, Map.of());
        WorkflowHead head = published.heads().get(workflow);
        if (head != null && head.getDeletedAt() != null) {
            return List.of();
        }
        String wanted = head == null ? version : head.getAliases().getOrDefault(version, version);
        PublishedVersion found = wanted.equals("latest") ? latest(versions).orElse(null) : versions.get(wanted);
        Program program = found == null ? null : program(tenant, found);
        return program == null ? List.of() : List.of(program);
    }

    // What comes before a release starts only when somebody names it.
    private static Optional<PublishedVersion> latest(Map<String, PublishedVersion> versions) {
        return versions.values().stream()
                .filter(version -> new SemanticVersion(version.getVersion()).isRelease())
                .max(Comparator.comparing(version -> new SemanticVersion(version.getVersion())));
    }

    private List<Program> readCurrent(ReadOnlyKeyValueStore<String, byte[]> store, String tenant) {
        Published published = Published.read(store, deserializer, tenant);
        return published.versions().entrySet().stream()
                .flatMap(workflow -> chosen(published.heads().get(workflow.getKey()), workflow.getValue()))
                .flatMap(version -> Stream.ofNullable(program(tenant, version)))
                .toList();
    }

    private static Stream<PublishedVersion> chosen(
            @Nullable WorkflowHead head, Map<String, PublishedVersion> versions) {
        if (head != null && head.getDeletedAt() != null) {
            return Stream.empty();
        }
        PublishedVersion stable =
                head == null ? null : versions.get(head.getAliases().get("stable"));
        return stable != null ? Stream.of(stable) : latest(versions).stream();
    }

    private @Nullable Program program(String tenant, PublishedVersion version) {
        Program compiled = compiler.apply(version.getCanonical()).orElse(null);
        if (compiled != null) {
            Identity identity = compiled.identity();
            programs.put(tenant + "/" + identity.name() + "/" + identity.version() + "/" + identity.hash(), compiled);
        }
        return compiled;
    }

    private @Nullable Program program(String key, byte[] found) {
        Definition definition = deserializer.deserialize("definitions", found);
        return definition.getContent() instanceof PublishedVersion version ? program(tenantOf(key), version) : null;
    }

    private static String tenantOf(String key) {
        return key.substring(0, Math.max(0, key.indexOf('/')));
    }
}
