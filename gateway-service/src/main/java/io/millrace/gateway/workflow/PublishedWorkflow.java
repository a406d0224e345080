package io.millrace.gateway.workflow;

import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A workflow with all its versions, at one moment.
 *
 * @param tenant owner
 * @param name of the workflow
 * @param deleted whether no new run may start
 * @param aliases versions by alias
 * @param versions the published definitions, lowest version first
 */
public record PublishedWorkflow(
        String tenant,
        String name,
        boolean deleted,
        Map<String, String> aliases,
        NavigableMap<SemanticVersion, PublishedVersion> versions) {
    /** The alias that always stands for the highest release; nobody can set it. */
    public static final String LATEST = "latest";

    private static final String USUAL_ALIAS = "stable";

    /** Keeps the collections as they are. */
    public PublishedWorkflow {
        aliases = Map.copyOf(aliases);
        versions = Collections.unmodifiableNavigableMap(new TreeMap<>(versions));
    }

    static PublishedWorkflow empty(String tenant, String name) {
        return new PublishedWorkflow(tenant, name, false, Map.of(), new TreeMap<>());
    }

    PublishedWorkflow with(@Nullable WorkflowHead head) {
        return head == null
                ? new PublishedWorkflow(tenant, name, false, Map.of(), versions)
                : new PublishedWorkflow(tenant, name, head.getDeletedAt() != null, head.getAliases(), versions);
    }

    /** Of two records about one version the earlier counts, so that a version never changes. */
    PublishedWorkflow with(PublishedVersion version) {
        SemanticVersion number = SemanticVersion.parse(version.getVersion()).orElse(null);
        if (number == null || versions.containsKey(number)) {
            return this;
        }
        NavigableMap<SemanticVersion, PublishedVersion> more = new TreeMap<>(versions);
        more.put(number, version);
        return new PublishedWorkflow(tenant, name, deleted, aliases, more);
    }

    /** Whether some version of it can be read and started. */
    public boolean active() {
        return !deleted && !versions.isEmpty();
    }

    /** Whether it can be started without naming a version. */
    public boolean released() {
        return active() && current().isPresent();
    }

    /** The definition that a version or alias stands for. */
    public Optional<PublishedVersion> version(String versionOrAlias) {
        if (versionOrAlias.equals(LATEST)) {
            return latest().map(versions::get);
        }
        String text = aliases.getOrDefault(versionOrAlias, versionOrAlias);
        return SemanticVersion.parse(text).map(versions::get);
    }

    /**
     * The definition that starts when nobody names a version: the alias stable if it is set, else the highest release.
     * Empty when there are pre-releases only: they start by their names alone.
     */
    public Optional<PublishedVersion> current() {
        return version(USUAL_ALIAS).or(() -> latest().map(versions::get));
    }

    /** The highest release. */
    public Optional<SemanticVersion> latest() {
        return versions.descendingKeySet().stream()
                .filter(SemanticVersion::isRelease)
                .findFirst();
    }

    /** The definitions, highest version first. */
    public List<PublishedVersion> newestFirst() {
        return List.copyOf(versions.descendingMap().values());
    }

    /** The entity tag of the current definition, or null when there is none to be read. */
    public @Nullable String etag() {
        return active()
                ? current().map(version -> "\"" + version.getHash() + "\"").orElse(null)
                : null;
    }
}
