package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.TraceContext;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RetryPoint;
import io.millrace.gateway.run.RetryRequest;
import io.millrace.gateway.run.RunAction;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.DefinitionVersion;
import io.millrace.records.PublishedVersion;
import io.millrace.records.ReplyTo;
import io.millrace.records.RetryRun;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Cancels, suspends, resumes and retries runs. */
@Component
final class ControlController implements EndpointGroup {
    private static final String RUN = "/v1/tenants/{tenant}/runs/{run}/";
    private static final int LARGEST_REASON = 16 * 1024;
    private static final int LONGEST_REASON = 1_000;

    private final RunCommands commands;
    private final WorkflowCatalog catalog;
    private final Passage passage;

    ControlController(RunCommands commands, WorkflowCatalog catalog, Passage passage) {
        this.commands = commands;
        this.catalog = catalog;
        this.passage = passage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                endpoint(RunAction.CANCEL), endpoint(RunAction.SUSPEND), endpoint(RunAction.RESUME), retryEndpoint());
    }

    private Endpoint endpoint(RunAction action) {
        return new Endpoint.Guarded(
                HttpMethod.POST, RUN + action.text(), Role.OPERATOR, (request, caller) -> act(request, caller, action));
    }

    private Endpoint retryEndpoint() {
        return new Endpoint.Guarded(HttpMethod.POST, RUN + RunAction.RETRY.text(), Role.OPERATOR, this::retry);
    }

    private Mono<ServerResponse> act(ServerRequest request, Caller caller, RunAction action) {
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        return RequestBody.json(request, LARGEST_REASON).flatMap(body -> {
            String reason = reason(body);
            return commands.give(
                            tenant,
                            run,
                            TraceContext.of(request),
                            replyTo -> action.command(caller.keyId(), reason, replyTo))
                    .flatMap(verdict -> RunCommands.answer(tenant, run, action.underWay(), verdict));
        });
    }

    private Mono<ServerResponse> retry(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        return RequestBody.json(request, RequestBody.LARGEST_COMMAND).flatMap(body -> {
            RetryRequest wanted = RetryRequest.read(body);
            return Mono.zip(definition(request, caller, wanted.version()), point(request, caller, wanted))
                    .flatMap(found -> commands.give(
                            tenant,
                            run,
                            TraceContext.of(request),
                            replyTo -> command(caller, found.getT1().orElse(null), found.getT2(), replyTo)))
                    .flatMap(verdict -> RunCommands.answer(tenant, run, RunAction.RETRY.underWay(), verdict));
        });
    }

    private static RetryRun command(
            Caller caller, @Nullable DefinitionVersion definition, RetryPoint point, ReplyTo replyTo) {
        return RetryRun.newBuilder()
                .setActor(caller.keyId())
                .setDefinition(definition)
                .setFrom(point.from())
                .setInput(point.input())
                .setContext(point.context())
                .setReplyTo(replyTo)
                .build();
    }

    private Mono<Optional<DefinitionVersion>> definition(
            ServerRequest request, Caller caller, @Nullable String version) {
        if (version == null) {
            return Mono.just(Optional.empty());
        }
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        return passage.askAboutRun(request.exchange(), caller, tenant, run, RunCommands.path(tenant, run))
                .map(known -> {
                    String workflow = known.path("workflow").stringValue("");
                    if (workflow.isEmpty()) {
                        throw Refused.unavailable("It is not known yet which workflow the run belongs to.", null);
                    }
                    PublishedVersion found = catalog.definition(tenant, workflow, version);
                    return Optional.of(
                            new DefinitionVersion(found.getNamespace(), workflow, found.getVersion(), found.getHash()));
                });
    }

    private Mono<RetryPoint> point(ServerRequest request, Caller caller, RetryRequest wanted) {
        String from = wanted.from();
        if (from == null) {
            return Mono.just(RetryPoint.failed(wanted));
        }
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        String question =
                RunCommands.path(tenant, run) + "/retry-points?task=" + URLEncoder.encode(from, StandardCharsets.UTF_8);
        return passage.askAboutRun(request.exchange(), caller, tenant, run, question)
                .map(history -> RetryPoint.find(wanted, history));
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
}
