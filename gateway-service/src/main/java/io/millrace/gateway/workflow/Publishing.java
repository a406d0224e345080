package io.millrace.gateway.workflow;

import io.millrace.gateway.json.Json;
import io.millrace.gateway.linking.LinkedDefinition;
import io.millrace.gateway.linking.Linker;
import io.millrace.gateway.refusal.Flaw;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.ResourceLog;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.Definition;
import io.millrace.records.DefinitionChecked;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Publishes definitions and takes them back. A published version never changes: the same version with other content is
 * refused, and when two gateways publish the same version at the same moment the earlier record counts for everybody.
 * The methods block the calling thread.
 */
public final class Publishing {
    private static final int STRIPES = 64;
    private static final int MOST_ALIASES = 100;

    private final WorkflowCatalog catalog;
    private final Linker linker;
    private final DefinitionChecks checks;
    private final ResourceLog log;
    private final AuditTrail trail;
    private final Lock[] locks = new Lock[STRIPES];

    /** Publishing into a catalog. */
    public Publishing(
            WorkflowCatalog catalog, Linker linker, DefinitionChecks checks, ResourceLog log, AuditTrail trail) {
        this.catalog = catalog;
        this.linker = linker;
        this.checks = checks;
        this.log = log;
        this.trail = trail;
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * What publishing did.
     *
     * @param definition what was checked
     * @param change created, or unchanged when the same content was there or nothing was to be written
     */
    public record Published(CheckedDefinition definition, Change change) {}

    /**
     * Publishes a definition, with what it refers to elsewhere as it is now.
     *
     * @param act who does it
     * @throws Refused as invalid when the definition is not, as conflict when its version or namespace contradicts what
     *     is there, as stale when the precondition does not hold, as unavailable when it cannot be checked or written
     */
    public Published publish(PublishRequest request, ManagementAct act) {
        LinkedDefinition linked = linker.link(request.tenant(), request.text());
        Lock lock = lock(request.tenant(), request.name());
        lock.lock();
        try {
            Optional<PublishedWorkflow> before = catalog.find(request.tenant(), request.name());
            request.precondition().check(before.map(PublishedWorkflow::etag).orElse(null));
            CheckedDefinition checked = check(request, linked, null);
            before.ifPresent(workflow -> checkNamespace(workflow, checked));
            boolean isRelease = isRelease(checked.getVersion());
            if (!isRelease && before.map(PublishedWorkflow::deleted).orElse(false)) {
                throw Refused.conflict("The workflow " + request.name() + " was deleted, and a pre-release such as "
                        + checked.getVersion() + " does not bring it back: publish a release, or take another name.");
            }
            PublishedVersion same = before.flatMap(workflow -> workflow.version(checked.getVersion()))
                    .orElse(null);
            if (same == null) {
                return write(request, checked, act);
            }
            if (same.getHash().equals(checked.getHash())) {
                return unchanged(request, checked, before.orElseThrow(), act);
            }
            if (!request.autoVersion() || !isRelease) {
                boolean isSameSource = same.getSource().equals(request.text());
                throw Refused.conflict("Version " + checked.getVersion() + " of " + request.name()
                        + (isSameSource
                                ? " was published when something that it refers to was different"
                                : " exists with other content")
                        + (isRelease
                                ? ": raise document.version, or add ?autoVersion=true."
                                : ": give the pre-release another document.version."));
            }
            return raise(request, linked, before.orElseThrow(), act);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks a draft of a workflow, and writes nothing.
     *
     * @param text the document, YAML or JSON
     * @throws Refused as invalid when it is not valid or has another name, as unavailable when it cannot be checked
     */
    public CheckedDefinition check(String tenant, String name, String text) {
        return check(
                new PublishRequest(tenant, name, text, true, false, new Precondition(null, null)),
                linker.link(tenant, text),
                null);
    }

    /**
     * Takes a workflow back: no new run starts, running ones finish.
     *
     * @param act who does it
     * @throws Refused as missing when there is none, as stale when the precondition does not hold, as unavailable when
     *     it cannot be written
     */
    public void delete(String tenant, String name, Precondition precondition, ManagementAct act) {
        Lock lock = lock(tenant, name);
        lock.lock();
        try {
            PublishedWorkflow workflow = catalog.workflow(tenant, name);
            precondition.check(workflow.etag());
            long offset = writeHead(workflow, workflow.aliases(), act.now());
            trail.append(act.record(Change.DELETED, ResourceTopic.DEFINITIONS.name(), offset));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets an alias stand for a version. Runs that were started with it before keep the version they began with.
     *
     * @param version to stand for; null takes the alias away
     * @param act who does it
     * @throws Refused as missing when there is no such workflow or no alias to take away, as invalid when the name
     *     breaks the rule or there is no such version, as stale when the precondition does not hold, as unavailable when
     *     it cannot be written
     */
    public Change alias(
            PublishedWorkflow named,
            String alias,
            @Nullable String version,
            Precondition precondition,
            ManagementAct act) {
        AliasName.checked(alias);
        Lock lock = lock(named.tenant(), named.name());
        lock.lock();
        try {
            PublishedWorkflow workflow = catalog.workflow(named.tenant(), named.name());
            precondition.check(workflow.etag());
            Map<String, String> aliases = new HashMap<>(workflow.aliases());
            String before = version == null ? aliases.remove(alias) : aliases.put(alias, version);
            Change change = change(workflow, alias, before, version);
            if (change != Change.UNCHANGED) {
                long offset = writeHead(workflow, aliases, null);
                ObjectNode detail = Json.object()
                        .put("change", change.text())
                        .put("alias", alias)
                        .put("version", version);
                trail.append(act.record("definitions/0/" + offset, detail)
                        .setWorkflow(workflow.name())
                        .setVersion(version)
                        .build());
            }
            return change;
        } finally {
            lock.unlock();
        }
    }

    private static Change change(
            PublishedWorkflow workflow, String alias, @Nullable String before, @Nullable String version) {
        if (version == null) {
            if (before == null) {
                throw Refused.missing("The workflow " + workflow.name() + " has no alias " + alias + ".");
            }
            return Change.DELETED;
        }
        boolean exists = SemanticVersion.parse(version)
                .map(workflow.versions()::containsKey)
                .orElse(false);
        if (!exists) {
            String detail = "The workflow " + workflow.name() + " has no version " + version + ": see its versions.";
            throw Refused.invalid(detail, Flaw.at("/version", detail));
        }
        if (before == null && workflow.aliases().size() >= MOST_ALIASES) {
            throw Refused.conflict("The workflow " + workflow.name() + " has " + MOST_ALIASES
                    + " aliases, which is as many as it may have: take one away first.");
        }
        return before == null ? Change.CREATED : before.equals(version) ? Change.UNCHANGED : Change.REPLACED;
    }

    private static boolean isRelease(String version) {
        return SemanticVersion.parse(version).map(SemanticVersion::isRelease).orElse(true);
    }

    /** A release whose number is taken gets the next free one, unless its content is the highest already. */
    private Published raise(
            PublishRequest request, LinkedDefinition linked, PublishedWorkflow workflow, ManagementAct act) {
        SemanticVersion highest = workflow.latest().orElseThrow();
        CheckedDefinition asHighest = check(request, linked, highest.text());
        if (asHighest
                .getHash()
                .equals(workflow.version(highest.text()).orElseThrow().getHash())) {
            return unchanged(request, asHighest, workflow, act);
        }
        return write(request, check(request, linked, highest.nextPatch().text()), act);
    }

    private Published unchanged(
            PublishRequest request, CheckedDefinition checked, PublishedWorkflow workflow, ManagementAct act) {
        if (workflow.deleted() && !request.dryRun()) {
            long offset = writeHead(workflow, workflow.aliases(), null);
            trail.append(act.record(Change.CREATED, ResourceTopic.DEFINITIONS.name(), offset));
            return new Published(checked, Change.CREATED);
        }
        return new Published(checked, Change.UNCHANGED);
    }

    private Published write(PublishRequest request, CheckedDefinition checked, ManagementAct act) {
        if (request.dryRun()) {
            return new Published(checked, Change.UNCHANGED);
        }
        PublishedVersion version = PublishedVersion.newBuilder()
                .setNamespace(checked.getNamespace())
                .setVersion(checked.getVersion())
                .setHash(checked.getHash())
                .setCanonical(checked.getCanonical())
                .setSource(request.text())
                .setActor(act.actor())
                .setPublishedAt(act.now())
                .build();
        long offset = log.append(
                ResourceTopic.DEFINITIONS,
                request.tenant(),
                WorkflowCatalog.key(request.tenant(), request.name(), version),
                new Definition(request.tenant(), request.name(), version));
        PublishedWorkflow after = catalog.find(request.tenant(), request.name()).orElseThrow();
        PublishedVersion counts = after.version(version.getVersion()).orElseThrow();
        if (!counts.getHash().equals(version.getHash())) {
            throw Refused.conflict("Version " + version.getVersion() + " of " + request.name()
                    + " was published by somebody else at the same moment: read it and raise document.version.");
        }
        if (after.deleted()) {
            writeHead(after, after.aliases(), null);
        }
        trail.append(act.record("definitions/0/" + offset, Json.object().put("hash", version.getHash()))
                .setWorkflow(request.name())
                .setVersion(version.getVersion())
                .build());
        return new Published(checked, Change.CREATED);
    }

    private long writeHead(PublishedWorkflow workflow, Map<String, String> aliases, @Nullable Instant deletedAt) {
        WorkflowHead head = new WorkflowHead(deletedAt, Map.copyOf(aliases));
        return log.append(
                ResourceTopic.DEFINITIONS,
                workflow.tenant(),
                WorkflowCatalog.key(workflow.tenant(), workflow.name()),
                new Definition(workflow.tenant(), workflow.name(), head));
    }

    private CheckedDefinition check(PublishRequest request, LinkedDefinition linked, @Nullable String version) {
        DefinitionChecked answer = checks.check(request.tenant(), request.name(), linked.text(), version);
        CheckedDefinition definition = answer.getDefinition();
        List<Flaw> flaws = linked.flaws(answer.getProblems());
        if (!flaws.isEmpty() || definition == null) {
            throw new Refused(new Refusal.Invalid(
                    flaws.size() == 1
                            ? "The definition has an error: " + flaws.getFirst().detail()
                            : "The definition has " + flaws.size() + " errors; see errors.",
                    flaws));
        }
        if (!definition.getName().equals(request.name())) {
            String detail = "document.name is " + definition.getName() + " but the path names " + request.name()
                    + ": they must be equal.";
            throw Refused.invalid(detail, Flaw.at("/document/name", detail));
        }
        return definition;
    }

    private static void checkNamespace(PublishedWorkflow workflow, CheckedDefinition checked) {
        for (PublishedVersion version : workflow.newestFirst()) {
            if (!version.getNamespace().equals(checked.getNamespace())) {
                throw Refused.conflict("The workflow " + workflow.name() + " lives in the namespace "
                        + version.getNamespace() + ", not in " + checked.getNamespace()
                        + ": a name belongs to one namespace of a tenant.");
            }
        }
    }

    private Lock lock(String tenant, String name) {
        return locks[Math.floorMod(WorkflowCatalog.key(tenant, name).hashCode(), STRIPES)];
    }
}
