package io.millrace.gateway.workflow;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.Page;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Every published workflow, as far as the topic of definitions was read. One thread tells what it reads; any thread may
 * ask.
 */
public final class WorkflowCatalog {
    private final NavigableMap<String, PublishedWorkflow> all = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, PublishedWorkflow> active = new ConcurrentSkipListMap<>();
    private final NavigableMap<String, PublishedWorkflow> released = new ConcurrentSkipListMap<>();

    /** The key of what holds for all versions of a workflow. */
    public static String key(String tenant, String name) {
        return tenant + "/" + name;
    }

    /** The key of one version. */
    public static String key(String tenant, String name, PublishedVersion version) {
        return key(tenant, name) + "/" + version.getVersion() + "/" + version.getHash();
    }

    /** Takes in one record of the topic; a null value deletes what the key names. */
    public void apply(String key, @Nullable Definition definition) {
        String[] parts = key.split("/", -1);
        if (parts.length < 2) {
            return;
        }
        String workflow = key(parts[0], parts[1]);
        PublishedWorkflow before = all.getOrDefault(workflow, PublishedWorkflow.empty(parts[0], parts[1]));
        PublishedWorkflow after;
        if (definition == null) {
            after = parts.length == 2 ? before.with((WorkflowHead) null) : before;
        } else if (definition.getContent() instanceof WorkflowHead head) {
            after = before.with(head);
        } else if (definition.getContent() instanceof PublishedVersion version) {
            after = before.with(version);
        } else {
            after = before;
        }
        all.put(workflow, after);
        keep(active, workflow, after, after.active());
        keep(released, workflow, after, after.released());
    }

    private static void keep(
            NavigableMap<String, PublishedWorkflow> kept, String key, PublishedWorkflow workflow, boolean belongs) {
        if (belongs) {
            kept.put(key, workflow);
        } else {
            kept.remove(key);
        }
    }

    /** A workflow, deleted or not. */
    public Optional<PublishedWorkflow> find(String tenant, String name) {
        return Optional.ofNullable(all.get(key(tenant, name)));
    }

    /**
     * A workflow that can be read and started.
     *
     * @throws Refused as missing when there is none
     */
    public PublishedWorkflow workflow(String tenant, String name) {
        PublishedWorkflow workflow = active.get(key(tenant, name));
        if (workflow == null) {
            throw Refused.missing("There is no workflow " + name + " in this tenant: publish it first.");
        }
        return workflow;
    }

    /**
     * The definition that a start uses.
     *
     * @param version version or alias, or null for the usual one
     * @throws Refused as missing when there is no such workflow or version
     */
    public PublishedVersion definition(String tenant, String name, @Nullable String version) {
        PublishedWorkflow workflow = workflow(tenant, name);
        return (version == null ? workflow.current() : workflow.version(version))
                .orElseThrow(() -> Refused.missing(
                        version == null
                                ? "The workflow " + name + " has no release yet: name one of its versions."
                                : "The workflow " + name + " has no version " + version + ": see its versions."));
    }

    /** The asked part of a tenant's workflows that can be started without naming a version. */
    public Page<PublishedWorkflow> page(String tenant, PageRequest request) {
        return request.of(released, tenant + "/");
    }

    /** The names of a tenant's workflows of which some version can be started, at this moment. */
    public List<String> names(String tenant) {
        return active.tailMap(tenant + "/", true).values().stream()
                .takeWhile(workflow -> workflow.tenant().equals(tenant))
                .map(PublishedWorkflow::name)
                .toList();
    }
}
