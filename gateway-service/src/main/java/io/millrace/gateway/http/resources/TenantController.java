package io.millrace.gateway.http.resources;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.PageRequest;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.resource.ResourceName;
import io.millrace.gateway.resource.Versioned;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.tenant.TenantDocument;
import io.millrace.gateway.tenant.TenantRemoval;
import io.millrace.records.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Tenants. */
@Component
final class TenantController implements EndpointGroup {
    private static final String ALL = "/v1/tenants";
    private static final String PATH = "/v1/tenants/{tenant}";

    private final Register<Tenant> tenants;
    private final TenantDirectory directory;
    private final TenantRemoval removal;
    private final IdempotentWrites writes;
    private final Blocking blocking;
    private final InstantSource clock;

    TenantController(
            Register<Tenant> tenants,
            TenantDirectory directory,
            TenantRemoval removal,
            IdempotentWrites writes,
            Blocking blocking,
            InstantSource clock) {
        this.tenants = tenants;
        this.directory = directory;
        this.removal = removal;
        this.writes = writes;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.GET, ALL, Role.VIEWER, this::list),
                new Endpoint.Guarded(HttpMethod.PUT, PATH, Role.PLATFORM_ADMIN, this::put),
                new Endpoint.Guarded(HttpMethod.GET, PATH, Role.PLATFORM_ADMIN, this::get),
                new Endpoint.Guarded(HttpMethod.DELETE, PATH, Role.PLATFORM_ADMIN, this::delete));
    }

    private Mono<ServerResponse> list(ServerRequest request, Caller caller) {
        PageRequest page = Answer.page(request);
        return Answer.list(
                caller.may(Role.PLATFORM_ADMIN) ? tenants.page("", page) : page.of(own(caller), ""),
                tenant -> TenantDocument.write(tenant.value()));
    }

    private NavigableMap<String, Versioned<Tenant>> own(Caller caller) {
        NavigableMap<String, Versioned<Tenant>> own = new TreeMap<>();
        tenants.find(caller.tenant()).ifPresent(tenant -> own.put(caller.tenant(), tenant));
        return own;
    }

    private Mono<ServerResponse> put(ServerRequest request, Caller caller) {
        String name = ResourceName.label(request.pathVariable("tenant"));
        Precondition precondition = Answer.precondition(request);
        Instant now = clock.instant();
        return RequestBody.json(request, RequestBody.LARGEST)
                .flatMap(body -> writes.once(
                        request,
                        caller,
                        body,
                        () -> blocking.call(() -> {
                                    Tenant tenant = TenantDocument.read(name, body, directory.partitions(), now);
                                    return tenants.put(name, precondition, before -> tenant, act(caller, name, now));
                                })
                                .flatMap(TenantController::written)));
    }

    private static Mono<ServerResponse> written(Register.Written<Tenant> written) {
        Versioned<Tenant> tenant = written.resource();
        return written.change() == Change.CREATED
                ? Answer.created(
                        Answer.path("v1", "tenants", tenant.value().getTenant()),
                        tenant.etag(),
                        TenantDocument.write(tenant.value()))
                : Answer.resource(HttpStatus.OK, tenant.etag(), TenantDocument.write(tenant.value()));
    }

    private Mono<ServerResponse> get(ServerRequest request, Caller caller) {
        Versioned<Tenant> tenant = directory.tenant(request.pathVariable("tenant"));
        return Answer.resource(HttpStatus.OK, tenant.etag(), TenantDocument.write(tenant.value()));
    }

    private Mono<ServerResponse> delete(ServerRequest request, Caller caller) {
        String name = request.pathVariable("tenant");
        Precondition precondition = Answer.precondition(request);
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> blocking.call(() -> {
                            removal.remove(name, precondition, act(caller, name, clock.instant()));
                            return name;
                        })
                        .flatMap(removed -> Answer.done()));
    }

    private static ManagementAct act(Caller caller, String name, Instant now) {
        return new ManagementAct("tenant.changed", name, caller.keyId(), name, now);
    }
}
