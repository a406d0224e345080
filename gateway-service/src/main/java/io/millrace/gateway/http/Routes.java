package io.millrace.gateway.http;

import static org.springframework.web.reactive.function.server.RequestPredicates.methods;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;

import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.tenant.TenantDirectory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Makes the routes of all endpoints, with the checks that come before each: the caller sees the tenant (else 404), the
 * tenant exists (else 404), the role is enough (else 403). A known path with another method is 405.
 */
public final class Routes {
    private static final String TENANT = "tenant";

    private final TenantDirectory tenants;

    /** Routes that check tenants against a directory. */
    public Routes(TenantDirectory tenants) {
        this.tenants = tenants;
    }

    /** The routes of all groups. */
    public RouterFunction<ServerResponse> of(List<EndpointGroup> groups) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (EndpointGroup group : groups) {
            for (Endpoint endpoint : group.endpoints()) {
                Set<String> methods = allowed.computeIfAbsent(endpoint.path(), path -> new TreeSet<>());
                methods.add(endpoint.method().name());
                if (endpoint.method().equals(HttpMethod.GET)) {
                    methods.add(HttpMethod.HEAD.name());
                }
                routes.route(predicate(endpoint), request -> answer(endpoint, request));
            }
        }
        allowed.forEach((path, methods) -> routes.route(
                path(path),
                request -> Mono.error(new Refused(new Refusal.WrongMethod(
                        "This path takes " + String.join(", ", methods) + ", not "
                                + request.method().name() + ".",
                        methods)))));
        return routes.build();
    }

    private Mono<ServerResponse> answer(Endpoint endpoint, ServerRequest request) {
        return switch (endpoint) {
            case Endpoint.Open open -> open.handler().apply(request);
            case Endpoint.Guarded guarded ->
                request.principal()
                        .ofType(CallerAuthentication.class)
                        .switchIfEmpty(Mono.error(() -> new Refused(
                                new Refusal.Unauthenticated("This needs a key: send Authorization: Bearer."))))
                        .flatMap(authentication -> {
                            Caller caller = authentication.caller();
                            check(guarded, request.pathVariables().get(TENANT), caller);
                            return guarded.handler().apply(request, caller);
                        });
        };
    }

    private void check(Endpoint.Guarded endpoint, @Nullable String tenant, Caller caller) {
        // A platform administrator may name a tenant that does not exist, to create it.
        boolean exists = tenant == null || endpoint.role() == Role.PLATFORM_ADMIN || tenants.has(tenant);
        if (!exists || (tenant != null && !caller.sees(tenant))) {
            throw Refused.missing("There is no such tenant, or this key does not belong to it.");
        }
        if (!caller.may(endpoint.role())) {
            throw new Refused(new Refusal.Forbidden("This needs a key of role "
                    + endpoint.role().text() + "; this key's role is "
                    + caller.role().text() + "."));
        }
    }

    private static RequestPredicate predicate(Endpoint endpoint) {
        return endpoint.method().equals(HttpMethod.GET)
                ? methods(HttpMethod.GET, HttpMethod.HEAD).and(path(endpoint.path()))
                : methods(endpoint.method()).and(path(endpoint.path()));
    }
}
