package io.millrace.gateway.http.runs;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.IdempotencyKey;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.TraceContext;
import io.millrace.gateway.http.doors.SeenPositions;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunLog;
import io.millrace.gateway.run.RunStart;
import io.millrace.gateway.run.WaitTime;
import io.millrace.gateway.tenant.TenantDirectory;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.CancelRun;
import io.millrace.records.PublishedVersion;
import io.millrace.records.RunInput;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Starts and cancels runs. */
@Component
final class RunController implements EndpointGroup {
    private static final String START = "/v1/tenants/{tenant}/workflows/{workflow}/runs";
    private static final String CANCEL = "/v1/tenants/{tenant}/runs/{run}/cancel";
    private static final int LARGEST_CANCEL = 16 * 1024;
    private static final int LONGEST_REASON = 1_000;
    private static final byte[] NO_INPUT = "{}".getBytes(StandardCharsets.US_ASCII);

    private final WorkflowCatalog catalog;
    private final TenantDirectory tenants;
    private final Admission admission;
    private final RunLog log;
    private final RunWaits waits;
    private final SeenPositions positions;
    private final InstantSource clock;

    RunController(
            WorkflowCatalog catalog,
            TenantDirectory tenants,
            Admission admission,
            RunLog log,
            RunWaits waits,
            SeenPositions positions,
            InstantSource clock) {
        this.catalog = catalog;
        this.tenants = tenants;
        this.admission = admission;
        this.log = log;
        this.waits = waits;
        this.positions = positions;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.POST, START, Role.OPERATOR, this::start),
                new Endpoint.Guarded(HttpMethod.POST, CANCEL, Role.OPERATOR, this::cancel));
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
        return RequestBody.json(request, RequestBody.LARGEST_RUN_INPUT).flatMap(body -> {
            String input = Json.checked(body.length == 0 ? NO_INPUT : body);
            RunStart start = new RunStart(tenant, workflow, definition, input, caller.keyId(), idempotencyKey);
            Shards shards = tenants.shards(tenant);
            RunId id = start.derivedId(shards).orElseGet(() -> fresh(shards));
            return wait.isZero()
                    ? append(start.command(id, null), traceparent)
                            .flatMap(done -> accepted(tenant, id.toString(), RunStart.PENDING))
                    : waits.start(new RunWaits.Waiter(start, id, wait, caller, traceparent));
        });
    }

    private RunId fresh(Shards shards) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return RunId.random(clock.instant(), shards.partitionOf(random.nextLong()), random);
    }

    private Mono<ServerResponse> cancel(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        int partition = partition(run);
        String traceparent = TraceContext.of(request);
        // Which runs there are is known to the engine alone; its verdict on the command is in the run's audit.
        if (partition >= tenants.partitions()) {
            throw missing();
        }
        return RequestBody.json(request, LARGEST_CANCEL)
                .flatMap(body ->
                        append(new RunInput(tenant, run, new CancelRun(caller.keyId(), reason(body))), traceparent))
                .flatMap(done -> accepted(tenant, run, "cancelling"));
    }

    private Mono<RunInput> append(RunInput input, @Nullable String traceparent) {
        return Mono.fromFuture(() -> log.append(input, traceparent)).map(position -> {
            positions.remember(input.getTenant(), input.getRunId(), position);
            return input;
        });
    }

    private static int partition(String run) {
        try {
            return RunId.parse(run).partition();
        } catch (IllegalArgumentException e) {
            throw missing();
        }
    }

    private static @Nullable String reason(byte[] body) {
        if (body.length == 0) {
            return null;
        }
        DocumentReader reader = DocumentReader.open(body);
        String reason = reader.text("reason", LONGEST_REASON);
        reader.finish();
        return reason;
    }

    private static Refused missing() {
        return Refused.missing("There is no run of that id in this tenant.");
    }

    static Mono<ServerResponse> accepted(String tenant, String run, String status) {
        return Answer.json(
                ServerResponse.status(HttpStatus.ACCEPTED).header("Location", path(tenant, run)),
                Json.bytes(Json.object().put("id", run).put("status", status)));
    }

    static String path(String tenant, String run) {
        return Answer.path("v1", "tenants", tenant, "runs", run);
    }
}
