package io.millrace.gateway.http.resources;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.resource.ResourceName;
import io.millrace.gateway.resource.Versioned;
import io.millrace.records.Secret;
import io.millrace.schemas.SecretCipher;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Secrets of a tenant. They go in and never come out. */
@Component
@EnableConfigurationProperties(SecretProperties.class)
final class SecretController implements EndpointGroup {
    private static final String PATH = "/v1/tenants/{tenant}/secrets/{secret}";
    private static final int LARGEST = 64 * 1024;
    // JSON may write one character with six.
    private static final int LARGEST_BODY = 6 * LARGEST + 1024;

    private final Register<Secret> secrets;
    private final SecretCipher cipher;
    private final IdempotentWrites writes;
    private final Blocking blocking;
    private final InstantSource clock;

    SecretController(
            Register<Secret> secrets,
            SecretProperties properties,
            IdempotentWrites writes,
            Blocking blocking,
            InstantSource clock) {
        this.secrets = secrets;
        this.cipher = properties.cipher();
        this.writes = writes;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.PUT, PATH, Role.EDITOR, this::put),
                new Endpoint.Guarded(HttpMethod.DELETE, PATH, Role.EDITOR, this::delete));
    }

    private Mono<ServerResponse> put(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String name = ResourceName.secret(request.pathVariable("secret"));
        Precondition precondition = Answer.precondition(request);
        Instant now = clock.instant();
        return RequestBody.json(request, LARGEST_BODY)
                .flatMap(body -> writes.once(
                        request,
                        caller,
                        body,
                        () -> blocking.call(() -> {
                                    Secret secret = cipher.seal(tenant, name, value(body), now);
                                    return secrets.put(
                                            key(request), precondition, before -> secret, act(request, caller, now));
                                })
                                .flatMap(written -> {
                                    Versioned<Secret> secret = written.resource();
                                    HttpStatus status =
                                            written.change() == Change.CREATED ? HttpStatus.CREATED : HttpStatus.OK;
                                    return Answer.resource(
                                            status,
                                            secret.etag(),
                                            Json.object().put("name", name).put("updatedAt", now.toString()));
                                })));
    }

    private static String value(byte[] body) {
        DocumentReader reader = DocumentReader.open(body);
        String value = reader.required("value", LARGEST);
        if (reader.has("value") && value.isEmpty()) {
            reader.flaw("value", "is empty");
        }
        reader.finish();
        return value;
    }

    private Mono<ServerResponse> delete(ServerRequest request, Caller caller) {
        Precondition precondition = Answer.precondition(request);
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> blocking.call(() -> {
                            if (!secrets.delete(key(request), precondition, act(request, caller, clock.instant()))) {
                                throw Refused.missing("There is no secret of that name in this tenant.");
                            }
                            return caller;
                        })
                        .flatMap(done -> Answer.done()));
    }

    private static String key(ServerRequest request) {
        return request.pathVariable("tenant") + "/" + request.pathVariable("secret");
    }

    private static ManagementAct act(ServerRequest request, Caller caller, Instant now) {
        return new ManagementAct(
                "secret.changed", request.pathVariable("tenant"), caller.keyId(), request.pathVariable("secret"), now);
    }
}
