package io.millrace.gateway.http.resources;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.KeyRequest;
import io.millrace.gateway.identity.KeyText;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.ApiKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Keys of a tenant. Keys of the platform belong to no tenant; whoever holds one sees and deletes them in every tenant's
 * list, and nobody else does.
 */
@Component
final class KeyController implements EndpointGroup {
    private static final String ALL = "/v1/tenants/{tenant}/keys";
    private static final String ONE = "/v1/tenants/{tenant}/keys/{key}";
    private static final int LARGEST = 16 * 1024;

    private final Register<ApiKey> keys;
    private final IdempotentWrites writes;
    private final Blocking blocking;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    KeyController(Register<ApiKey> keys, IdempotentWrites writes, Blocking blocking, InstantSource clock) {
        this.keys = keys;
        this.writes = writes;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.POST, ALL, Role.ADMIN, this::create),
                new Endpoint.Guarded(HttpMethod.GET, ALL, Role.ADMIN, this::list),
                new Endpoint.Guarded(HttpMethod.GET, ONE, Role.ADMIN, this::get),
                new Endpoint.Guarded(HttpMethod.DELETE, ONE, Role.ADMIN, this::delete));
    }

    private Mono<ServerResponse> create(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        return RequestBody.json(request, LARGEST)
                .flatMap(body -> writes.once(request, caller, body, () -> create(tenant, caller, body)));
    }

    private Mono<ServerResponse> create(String tenant, Caller caller, byte[] body) {
        Instant now = clock.instant();
        byte[] randomness = new byte[KeyText.ID_BYTES + KeyText.SECRET_BYTES];
        random.nextBytes(randomness);
        KeyText text = KeyText.of(randomness);
        return blocking.call(() -> {
                    ApiKey key = KeyRequest.read(body).grant(caller, tenant, text, now);
                    return keys.put(text.id(), Precondition.NONE, before -> key, act("key.created", caller, key, now));
                })
                .flatMap(written -> Answer.created(
                        Answer.path("v1", "tenants", tenant, "keys", text.id()),
                        written.resource().etag(),
                        KeyRequest.write(written.resource().value()).put("key", text.reveal())));
    }

    private Mono<ServerResponse> list(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        NavigableMap<String, ApiKey> visible = new TreeMap<>();
        for (Versioned<ApiKey> key : keys.all()) {
            if (isVisible(key.value(), tenant, caller)) {
                visible.put(key.value().getId(), key.value());
            }
        }
        return Answer.list(Answer.page(request).of(visible, ""), KeyRequest::write);
    }

    private Mono<ServerResponse> get(ServerRequest request, Caller caller) {
        Versioned<ApiKey> key = find(request, caller);
        return Answer.resource(HttpStatus.OK, key.etag(), KeyRequest.write(key.value()));
    }

    private Mono<ServerResponse> delete(ServerRequest request, Caller caller) {
        Precondition precondition = Answer.precondition(request);
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> blocking.call(() -> {
                            ApiKey key = find(request, caller).value();
                            return keys.delete(
                                    key.getId(), precondition, act("key.deleted", caller, key, clock.instant()));
                        })
                        .flatMap(deleted -> Answer.done()));
    }

    private Versioned<ApiKey> find(ServerRequest request, Caller caller) {
        Optional<Versioned<ApiKey>> key = keys.find(request.pathVariable("key"));
        return key.filter(known -> isVisible(known.value(), request.pathVariable("tenant"), caller))
                .orElseThrow(() -> Refused.missing("There is no key of that id in this tenant."));
    }

    private static boolean isVisible(ApiKey key, String tenant, Caller caller) {
        return key.getTenant().equals(tenant)
                || (key.getTenant().equals(Caller.EVERY_TENANT) && caller.may(Role.PLATFORM_ADMIN));
    }

    private static ManagementAct act(String kind, Caller caller, ApiKey key, Instant now) {
        return new ManagementAct(kind, key.getTenant(), caller.keyId(), key.getId(), now);
    }
}
