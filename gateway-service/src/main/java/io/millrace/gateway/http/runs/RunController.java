package io.millrace.gateway.http.runs;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.http.LargeBodies;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.TraceContext;
import io.millrace.gateway.http.doors.SeenPositions;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.run.RunLog;
import io.millrace.gateway.run.RunStart;
import io.millrace.gateway.run.WaitTime;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.PublishedVersion;
import io.millrace.records.RunInput;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.schemas.blobs.LargeValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Starts runs. */
@Component
final class RunController implements EndpointGroup {
    private static final String START = "/v1/tenants/{tenant}/workflows/{workflow}/runs";
    private static final byte[] NO_INPUT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final WorkflowCatalog catalog;
    private final TenantDirectory tenants;
    private final Admission admission;
    private final RunLog log;
    private final RunWaits waits;
    private final SeenPositions positions;
    private final LargeValues values;
    private final LargeBodies bodies;
    private final Blocking blocking;
    private final InstantSource clock;
    private final Seeds seeds;

    RunController(
            WorkflowCatalog catalog,
            TenantDirectory tenants,
            Admission admission,
            RunLog log,
            RunWaits waits,
            SeenPositions positions,
            LargeValues values,
            LargeBodies bodies,
            Blocking blocking,
            InstantSource clock,
            Seeds seeds) {
        this.catalog = catalog;
        this.tenants = tenants;
        this.admission = admission;
        this.log = log;
        this.waits = waits;
        this.positions = positions;
        this.values = values;
        this.bodies = bodies;
        this.blocking = blocking;
        this.clock = clock;
        this.seeds = seeds;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint.Guarded(HttpMethod.POST, START, Role.OPERATOR, this::start));
    }

    private Mono<ServerResponse> start(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String workflow = request.pathVariable("workflow");
        Duration wait = WaitTime.parse(request.queryParam("wait").orElse(null));
        String idempotencyKey = IdempotencyKey.of(request);
        String traceparent = TraceContext.of(request);
        PublishedVersion definition = catalog.definition(
                tenant, workflow, request.queryParam("version").orElse(null));
        admission.start(tenants.tenant(tenant).value(), System.nanoTime());
        return input(request, tenant).flatMap(input -> {
            RunStart start = new RunStart(tenant, workflow, definition, input, caller.keyId(), idempotencyKey);
            Shards shards = tenants.shards(tenant);
            RunId id = start.derivedId(shards).orElseGet(() -> fresh(shards));
            return wait.isZero()
                    ? append(start.command(id, null, seeds.next()), traceparent)
                            .flatMap(done -> RunCommands.accepted(tenant, id.toString(), RunStart.PENDING))
                    : waits.start(new RunWaits.Waiter(start, id, wait, caller, traceparent));
        });
    }

    // Of a large input only the claim goes on, so that nobody who waits for a run holds it in memory.
    private Mono<String> input(ServerRequest request, String tenant) {
        return RequestBody.largeJson(request, values.limits().value(), bodies, body -> {
            if (body.length <= values.limits().inline()) {
                return Mono.fromCallable(() -> Json.checked(body.length == 0 ? NO_INPUT : body));
            }
            return blocking.call(() -> values.toWire(tenant, Json.checked(body)))
                    .onErrorMap(BlobStoreException.class, StoredValues::unavailable);
        });
    }

    private RunId fresh(Shards shards) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return RunId.random(clock.instant(), shards.partitionOf(random.nextLong()), random);
    }

    private Mono<RunInput> append(RunInput input, @Nullable String traceparent) {
        return Mono.fromFuture(() -> log.append(input, traceparent)).map(position -> {
            positions.remember(input.getTenant(), input.getRunId(), position);
            return input;
        });
    }
}
