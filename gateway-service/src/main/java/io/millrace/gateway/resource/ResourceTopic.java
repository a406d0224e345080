package io.millrace.gateway.resource;

import io.millrace.records.ApiKey;
import io.millrace.records.Definition;
import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;

/**
 * A kind of resource and the topic that holds it.
 *
 * @param name of the topic, without prefix
 * @param record class of what the topic carries
 * @param <T> the record that the topic carries
 */
public record ResourceTopic<T>(String name, Class<T> record) {
    /** Tenants by name. */
    public static final ResourceTopic<Tenant> TENANTS = new ResourceTopic<>("tenants", Tenant.class);
    /** Keys by id. */
    public static final ResourceTopic<ApiKey> KEYS = new ResourceTopic<>("keys", ApiKey.class);
    /** Workflow definitions by tenant, name, version and hash; workflow heads by tenant and name. */
    public static final ResourceTopic<Definition> DEFINITIONS = new ResourceTopic<>("definitions", Definition.class);
    /** Triggers by tenant and name. */
    public static final ResourceTopic<Trigger> TRIGGERS = new ResourceTopic<>("triggers", Trigger.class);
    /** Secrets by tenant and name. */
    public static final ResourceTopic<Secret> SECRETS = new ResourceTopic<>("secrets", Secret.class);
}
