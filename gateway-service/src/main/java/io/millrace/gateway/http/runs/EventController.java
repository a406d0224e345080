package io.millrace.gateway.http.runs;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.event.CloudEventReader;
import io.millrace.gateway.event.EventLog;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.LargeBodies;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.TraceContext;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.records.CloudEvent;
import io.millrace.schemas.blobs.LargeValues;
import io.millrace.schemas.blobs.ValueLimits;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes in events. */
@Component
final class EventController implements EndpointGroup {
    private static final String PATH = "/v1/tenants/{tenant}/events";

    private final TenantDirectory tenants;
    private final Admission admission;
    private final EventLog log;
    private final ValueLimits limits;
    private final LargeBodies bodies;
    private final Blocking blocking;

    EventController(
            TenantDirectory tenants,
            Admission admission,
            EventLog log,
            LargeValues values,
            LargeBodies bodies,
            Blocking blocking) {
        this.tenants = tenants;
        this.admission = admission;
        this.log = log;
        this.limits = values.limits();
        this.bodies = bodies;
        this.blocking = blocking;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint.Guarded(HttpMethod.POST, PATH, Role.OPERATOR, this::take));
    }

    private Mono<ServerResponse> take(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String traceparent = TraceContext.of(request);
        HttpHeaders headers = request.headers().asHttpHeaders();
        return RequestBody.large(
                        request,
                        limits.value(),
                        bodies,
                        body -> read(
                                        () -> CloudEventReader.read(
                                                tenant,
                                                headers.getFirst(HttpHeaders.CONTENT_TYPE),
                                                fields(headers),
                                                body,
                                                limits.value()),
                                        body.length)
                                .flatMap(events -> append(tenant, events, traceparent)))
                .flatMap(count -> Answer.json(HttpStatus.ACCEPTED, Json.object().put("accepted", count)));
    }

    private Mono<List<CloudEvent>> read(Callable<List<CloudEvent>> events, int size) {
        return size <= limits.inline() ? Mono.fromCallable(events) : blocking.call(events);
    }

    private Mono<Integer> append(String tenant, List<CloudEvent> events, @Nullable String traceparent) {
        if (!events.isEmpty()) {
            admission.events(tenants.tenant(tenant).value(), events.size(), System.nanoTime());
        }
        return Mono.fromFuture(() -> log.append(events, tenants.shards(tenant), traceparent))
                .thenReturn(events.size());
    }

    private static Map<String, String> fields(HttpHeaders headers) {
        Map<String, String> fields = new HashMap<>();
        headers.forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return fields;
    }
}
