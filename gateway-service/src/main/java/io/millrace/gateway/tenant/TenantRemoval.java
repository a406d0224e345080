package io.millrace.gateway.tenant;

import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.workflow.Publishing;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.ApiKey;
import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;

/**
 * Deletes a tenant with everything that lets anybody act in it, so that a later tenant of the same name inherits no
 * key, secret, trigger or startable workflow. What happened in the tenant stays in the audit.
 */
public final class TenantRemoval {
    private final Register<Tenant> tenants;
    private final Register<ApiKey> keys;
    private final Register<Trigger> triggers;
    private final Register<Secret> secrets;
    private final WorkflowCatalog catalog;
    private final Publishing publishing;

    /** Removal from the given registers. */
    public TenantRemoval(
            Register<Tenant> tenants,
            Register<ApiKey> keys,
            Register<Trigger> triggers,
            Register<Secret> secrets,
            WorkflowCatalog catalog,
            Publishing publishing) {
        this.tenants = tenants;
        this.keys = keys;
        this.triggers = triggers;
        this.secrets = secrets;
        this.catalog = catalog;
        this.publishing = publishing;
    }

    /**
     * Deletes a tenant. The tenant itself goes last, so that a removal that failed half-way can be repeated. Blocks the
     * calling thread.
     *
     * @param act who does it
     * @throws Refused as missing when there is no such tenant, as stale when the precondition does not hold, as
     *     unavailable when it cannot be written
     */
    public void remove(String tenant, Precondition precondition, ManagementAct act) {
        precondition.check(tenants.find(tenant)
                .orElseThrow(() -> Refused.missing("There is no tenant " + tenant + "."))
                .etag());
        keys.all().stream()
                .map(key -> key.value())
                .filter(key -> key.getTenant().equals(tenant))
                .forEach(key -> keys.delete(key.getId(), Precondition.NONE, act.of("key.deleted", key.getId())));
        String prefix = tenant + "/";
        for (String key : triggers.keys(prefix)) {
            triggers.delete(key, Precondition.NONE, act.of("trigger.deleted", key.substring(prefix.length())));
        }
        for (String key : secrets.keys(prefix)) {
            secrets.delete(key, Precondition.NONE, act.of("secret.changed", key.substring(prefix.length())));
        }
        for (String name : catalog.names(tenant)) {
            publishing.delete(tenant, name, Precondition.NONE, act.of("workflow.deleted", name));
        }
        tenants.delete(tenant, precondition, act);
    }
}
