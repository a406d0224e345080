package io.millrace.gateway.http.doors;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.resource.ResourceTable;
import io.millrace.records.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The paths that other services answer: reads of runs and of the audit, and webhooks. */
@Component
final class DoorController implements EndpointGroup {
    private static final String TENANT = "/v1/tenants/{tenant}";
    private static final String HOOKS = "/hooks/{tenant}/{trigger}";
    private static final List<HttpMethod> HOOK_METHODS =
            List.of(HttpMethod.POST, HttpMethod.GET, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    private final Passage passage;
    private final Admission admission;
    private final ResourceTable<Tenant> tenants;

    DoorController(Passage passage, Admission admission, ResourceTable<Tenant> tenants) {
        this.passage = passage;
        this.admission = admission;
        this.tenants = tenants;
    }

    @Override
    public List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>(List.of(
                read("/runs/statistics", this::toTenant),
                read("/runs/{run}", this::toRun),
                read("/runs/{run}/history", this::toRun),
                read("/runs/{run}/stream", this::toRun),
                read("/runs", this::toTenant),
                read("/stream", this::toTenant),
                read("/audit", this::toTenant)));
        for (HttpMethod method : HOOK_METHODS) {
            endpoints.add(new Endpoint.Open(method, HOOKS, this::toTrigger));
        }
        return endpoints;
    }

    private static Endpoint read(String path, BiFunction<ServerRequest, Caller, Mono<ServerResponse>> handler) {
        return new Endpoint.Guarded(HttpMethod.GET, TENANT + path, Role.VIEWER, handler);
    }

    private Mono<ServerResponse> toRun(ServerRequest request, Caller caller) {
        return new PassedAnswer(exchange ->
                        passage.toRun(exchange, caller, request.pathVariable("tenant"), request.pathVariable("run")))
                .mono();
    }

    private Mono<ServerResponse> toTenant(ServerRequest request, Caller caller) {
        return new PassedAnswer(exchange -> passage.toTenant(exchange, caller, request.pathVariable("tenant"))).mono();
    }

    private Mono<ServerResponse> toTrigger(ServerRequest request) {
        String tenant = request.pathVariable("tenant");
        tenants.find(tenant).ifPresent(known -> admission.events(known.value(), 1, System.nanoTime()));
        return new PassedAnswer(exchange -> passage.toTrigger(
                        exchange, rawTenant(exchange.getRequest().getURI().getRawPath())))
                .mono();
    }

    // The raw segment: it cannot hold anything that would break the form of the signed identity.
    private static String rawTenant(String rawPath) {
        return rawPath.split("/", 4)[2];
    }
}
