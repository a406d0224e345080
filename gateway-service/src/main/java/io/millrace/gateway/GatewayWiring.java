package io.millrace.gateway;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.bootstrap.Bootstrap;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.Routes;
import io.millrace.gateway.http.console.ConsoleRoutes;
import io.millrace.gateway.identity.KeyRing;
import io.millrace.gateway.linking.Linker;
import io.millrace.gateway.linking.Sources;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.resource.ResourceLog;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.gateway.resource.ResourceTopic;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.tenant.TenantDocument;
import io.millrace.gateway.tenant.TenantRemoval;
import io.millrace.gateway.trigger.TriggerDocument;
import io.millrace.gateway.workflow.DefinitionChecks;
import io.millrace.gateway.workflow.Publishing;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.ApiKey;
import io.millrace.records.Secret;
import io.millrace.records.Tenant;
import io.millrace.records.Trigger;
import io.millrace.schemas.Topics;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Makes the core and joins it with what reads, writes and answers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BootstrapProperties.class)
class GatewayWiring {
    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean
    ResourceTable<Tenant> tenantTable() {
        return new ResourceTable<>();
    }

    @Bean
    ResourceTable<ApiKey> keyTable() {
        return new ResourceTable<>();
    }

    @Bean
    ResourceTable<Trigger> triggerTable() {
        return new ResourceTable<>();
    }

    @Bean
    ResourceTable<Secret> secretTable() {
        return new ResourceTable<>();
    }

    @Bean
    WorkflowCatalog workflowCatalog() {
        return new WorkflowCatalog();
    }

    @Bean
    TenantDirectory tenantDirectory(ResourceTable<Tenant> tenants, Topics topics) {
        return new TenantDirectory(tenants, topics.partitions());
    }

    @Bean
    KeyRing keyRing(ResourceTable<ApiKey> keys) {
        return new KeyRing(keys);
    }

    @Bean
    Admission admission() {
        return new Admission();
    }

    @Bean
    Register<Tenant> tenants(ResourceTable<Tenant> table, ResourceLog log, AuditTrail trail) {
        return new Register<>(ResourceTopic.TENANTS, table, log, trail, TenantDocument::same);
    }

    @Bean
    Register<ApiKey> keys(ResourceTable<ApiKey> table, ResourceLog log, AuditTrail trail) {
        return new Register<>(ResourceTopic.KEYS, table, log, trail, ApiKey::equals);
    }

    @Bean
    Register<Trigger> triggers(ResourceTable<Trigger> table, ResourceLog log, AuditTrail trail) {
        return new Register<>(ResourceTopic.TRIGGERS, table, log, trail, TriggerDocument::same);
    }

    @Bean
    Register<Secret> secrets(ResourceTable<Secret> table, ResourceLog log, AuditTrail trail) {
        return new Register<>(ResourceTopic.SECRETS, table, log, trail, Secret::equals);
    }

    @Bean
    Linker linker(Sources sources) {
        return new Linker(OwnFunctions.read(), sources);
    }

    @Bean
    Publishing publishing(
            WorkflowCatalog catalog, Linker linker, DefinitionChecks checks, ResourceLog log, AuditTrail trail) {
        return new Publishing(catalog, linker, checks, log, trail);
    }

    @Bean
    TenantRemoval tenantRemoval(
            Register<Tenant> tenants,
            Register<ApiKey> keys,
            Register<Trigger> triggers,
            Register<Secret> secrets,
            WorkflowCatalog catalog,
            Publishing publishing) {
        return new TenantRemoval(tenants, keys, triggers, secrets, catalog, publishing);
    }

    @Bean
    Bootstrap bootstrap(
            Register<ApiKey> keys, Register<Tenant> tenants, BootstrapProperties properties, Topics topics) {
        return new Bootstrap(keys, tenants, properties.key(), properties.defaultTenant(), topics.partitions());
    }

    @Bean
    RouterFunction<ServerResponse> routes(List<EndpointGroup> groups, TenantDirectory tenants, ConsoleRoutes console) {
        return new Routes(tenants).of(groups).and(console.routes());
    }
}
