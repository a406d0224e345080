package io.millrace.trigger.kafka;

import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;
import io.millrace.schemas.SecretCipher;
import io.millrace.schemas.TopicView;
import io.millrace.schemas.Topics;
import io.millrace.schemas.WireFormat;
import io.millrace.trigger.definition.CheckedTrigger;
import io.millrace.trigger.definition.TriggerDefinition;
import io.millrace.trigger.definition.WebhookTrigger;
import io.millrace.trigger.webhook.SecretValue;
import io.millrace.trigger.webhook.TriggerLookup;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What is known of triggers, secrets and tenants: read from their topics from the beginning, so that a restart
 * registers nothing. Secrets stay sealed here and are opened for one request at a time.
 */
final class ResourceViews implements TriggerLookup, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceViews.class);

    private final Map<String, CheckedTrigger> triggers = new ConcurrentHashMap<>();
    private final Map<String, Secret> secrets = new ConcurrentHashMap<>();
    private final Map<String, Limits> tenants = new ConcurrentHashMap<>();
    private final SecretCipher cipher;
    private final List<TopicView<?>> views;
    private volatile boolean running;

    ResourceViews(Topics topics, WireFormat wire, Map<String, Object> kafka, SecretCipher cipher) {
        this.cipher = cipher;
        this.views = List.of(
                new TopicView<Tenant>(topics.tenants(), kafka, wire.newDeserializer(), this::onTenant),
                new TopicView<Secret>(topics.secrets(), kafka, wire.newDeserializer(), this::onSecret),
                new TopicView<Trigger>(topics.triggers(), kafka, wire.newDeserializer(), this::onTrigger));
    }

    @Override
    public void start() {
        views.forEach(TopicView::start);
        running = true;
    }

    @Override
    public void stop() {
        views.forEach(TopicView::close);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the topics were made, and before the first request. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** Whether everything was read that was there at the start. */
    boolean caughtUp() {
        return views.stream().allMatch(TopicView::caughtUp);
    }

    /** What a tenant may use; null when there is no such tenant. */
    @Nullable
    Limits limits(String tenant) {
        return tenants.get(tenant);
    }

    @Override
    public Found find(String tenant, String trigger) {
        if (!caughtUp()) {
            return new Found.NotReady();
        }
        CheckedTrigger checked = triggers.get(key(tenant, trigger));
        Limits limits = limits(tenant);
        if (checked == null || limits == null) {
            return new Found.Absent();
        }
        return switch (checked) {
            case CheckedTrigger.Valid(WebhookTrigger usable) ->
                new Found.Usable(usable, secret(usable), limits.eventsPerSecond());
            case CheckedTrigger.Invalid _ -> new Found.Unusable();
        };
    }

    void onTenant(String key, @Nullable Tenant tenant, long offset) {
        if (tenant == null) {
            tenants.remove(key);
        } else {
            tenants.put(key, Limits.of(tenant));
        }
    }

    void onSecret(String key, @Nullable Secret secret, long offset) {
        if (secret != null && opens(secret)) {
            secrets.put(key, secret);
        } else {
            secrets.remove(key);
        }
    }

    void onTrigger(String key, @Nullable Trigger trigger, long offset) {
        if (trigger == null || !trigger.getType().equals(TriggerDefinition.TYPE)) {
            triggers.remove(key);
            return;
        }
        CheckedTrigger checked =
                TriggerDefinition.check(trigger.getTenant(), trigger.getName(), trigger.getDefinition());
        if (checked instanceof CheckedTrigger.Invalid(var problems)) {
            LOG.error(
                    "A trigger cannot be used; change it and put it again: tenant={} trigger={} problems={}",
                    trigger.getTenant(),
                    trigger.getName(),
                    problems);
        }
        triggers.put(key, checked);
    }

    private @Nullable SecretValue secret(WebhookTrigger trigger) {
        String name = trigger.authentication().secret();
        Secret sealed = name == null ? null : secrets.get(key(trigger.tenant(), name));
        return sealed == null ? null : new SecretValue(cipher.open(sealed));
    }

    private boolean opens(Secret secret) {
        try {
            cipher.open(secret);
            return true;
        } catch (IllegalStateException e) {
            LOG.error(
                    "A secret does not open, so triggers that name it refuse every delivery: tenant={} secret={}",
                    secret.getTenant(),
                    secret.getName(),
                    e);
            return false;
        }
    }

    private static String key(String tenant, String name) {
        return tenant + "/" + name;
    }
}
