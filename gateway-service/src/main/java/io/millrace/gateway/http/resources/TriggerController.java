package io.millrace.gateway.http.resources;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.Register;
import io.millrace.gateway.resource.ResourceName;
import io.millrace.gateway.resource.Versioned;
import io.millrace.gateway.trigger.TriggerDocument;
import io.millrace.records.Trigger;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Triggers of a tenant. */
@Component
final class TriggerController implements EndpointGroup {
    private static final String ALL = "/v1/tenants/{tenant}/triggers";
    private static final String ONE = "/v1/tenants/{tenant}/triggers/{trigger}";
    private static final int LARGEST = 64 * 1024;

    private final Register<Trigger> triggers;
    private final IdempotentWrites writes;
    private final Blocking blocking;
    private final InstantSource clock;

    TriggerController(Register<Trigger> triggers, IdempotentWrites writes, Blocking blocking, InstantSource clock) {
        this.triggers = triggers;
        this.writes = writes;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.GET, ALL, Role.VIEWER, this::list),
                new Endpoint.Guarded(HttpMethod.PUT, ONE, Role.EDITOR, this::put),
                new Endpoint.Guarded(HttpMethod.GET, ONE, Role.VIEWER, this::get),
                new Endpoint.Guarded(HttpMethod.DELETE, ONE, Role.EDITOR, this::delete));
    }

    private Mono<ServerResponse> list(ServerRequest request, Caller caller) {
        String prefix = request.pathVariable("tenant") + "/";
        return Answer.list(triggers.page(prefix, Answer.page(request)), TriggerDocument::write);
    }

    private Mono<ServerResponse> put(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String name = ResourceName.label(request.pathVariable("trigger"));
        Precondition precondition = Answer.precondition(request);
        Instant now = clock.instant();
        return RequestBody.json(request, LARGEST)
                .flatMap(body -> writes.once(
                        request,
                        caller,
                        body,
                        () -> blocking.call(() -> triggers.put(
                                        key(request),
                                        precondition,
                                        before -> TriggerDocument.read(tenant, name, body, before, now),
                                        new ManagementAct("trigger.changed", tenant, caller.keyId(), name, now)))
                                .flatMap(TriggerController::written)));
    }

    private static Mono<ServerResponse> written(Register.Written<Trigger> written) {
        Versioned<Trigger> trigger = written.resource();
        Trigger value = trigger.value();
        return written.change() == Change.CREATED
                ? Answer.created(
                        Answer.path("v1", "tenants", value.getTenant(), "triggers", value.getName()),
                        trigger.etag(),
                        TriggerDocument.write(trigger))
                : Answer.resource(HttpStatus.OK, trigger.etag(), TriggerDocument.write(trigger));
    }

    private Mono<ServerResponse> get(ServerRequest request, Caller caller) {
        Versioned<Trigger> trigger = triggers.find(key(request)).orElseThrow(TriggerController::missing);
        return Answer.resource(HttpStatus.OK, trigger.etag(), TriggerDocument.write(trigger));
    }

    private Mono<ServerResponse> delete(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        Precondition precondition = Answer.precondition(request);
        ManagementAct act = new ManagementAct(
                "trigger.deleted", tenant, caller.keyId(), request.pathVariable("trigger"), clock.instant());
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> blocking.call(() -> {
                            if (!triggers.delete(key(request), precondition, act)) {
                                throw missing();
                            }
                            return act;
                        })
                        .flatMap(done -> Answer.done()));
    }

    private static String key(ServerRequest request) {
        return request.pathVariable("tenant") + "/" + request.pathVariable("trigger");
    }

    private static Refused missing() {
        return Refused.missing("There is no trigger of that name in this tenant.");
    }
}
