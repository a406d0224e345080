package io.millrace.gateway.http.whatif;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.resource.AuditTrail;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.ResourceName;
import io.millrace.gateway.whatif.RunComparisons;
import io.millrace.gateway.workflow.Publishing;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.CheckedDefinition;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.node.ObjectNode;

/** Compares recorded runs with what would come of them under a draft. */
@Component
final class WhatIfController implements EndpointGroup {
    private static final String PATH = "/v1/tenants/{tenant}/workflows/{workflow}/what-if";

    private final WorkflowCatalog catalog;
    private final Publishing publishing;
    private final RunComparisons comparisons;
    private final AuditTrail trail;
    private final Passage passage;
    private final Blocking blocking;
    private final InstantSource clock;

    WhatIfController(
            WorkflowCatalog catalog,
            Publishing publishing,
            RunComparisons comparisons,
            AuditTrail trail,
            Passage passage,
            Blocking blocking,
            InstantSource clock) {
        this.catalog = catalog;
        this.publishing = publishing;
        this.comparisons = comparisons;
        this.trail = trail;
        this.passage = passage;
        this.blocking = blocking;
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint.Guarded(HttpMethod.POST, PATH, Role.EDITOR, this::compare));
    }

    private Mono<ServerResponse> compare(ServerRequest request, Caller caller) {
        WhatIfRequest asked = WhatIfRequest.of(request);
        ResourceName.workflow(asked.workflow());
        if (catalog.find(asked.tenant(), asked.workflow()).isEmpty()) {
            throw Refused.missing("There is no workflow " + asked.workflow() + " in this tenant, so it has no runs.");
        }
        RecordedRuns runs = new RecordedRuns(passage, request.exchange(), caller, asked.tenant());
        return RequestBody.definition(request)
                .flatMap(body -> blocking.call(() -> checked(asked, Json.text(body), caller)))
                .flatMap(draft -> {
                    ComparedRuns compared = new ComparedRuns(asked, draft.getCanonical(), runs, comparisons, catalog);
                    return wantsStream(request)
                            ? stream(compared)
                            : blocking.call(() -> compared.all(run -> {}))
                                    .flatMap(report -> Answer.json(HttpStatus.OK, report));
                });
    }

    private CheckedDefinition checked(WhatIfRequest asked, String text, Caller caller) {
        CheckedDefinition draft = publishing.check(asked.tenant(), asked.workflow(), text);
        ManagementAct act = new ManagementAct(
                "workflow.compared", asked.tenant(), caller.keyId(), asked.workflow(), clock.instant());
        trail.append(act.record(
                        "what-ifs/" + UUID.randomUUID(),
                        Json.object()
                                .put("hash", draft.getHash())
                                .put("from", asked.from())
                                .put("to", asked.to())
                                .put("limit", asked.limit()))
                .setWorkflow(asked.workflow())
                .setVersion(draft.getVersion())
                .build());
        return draft;
    }

    private static boolean wantsStream(ServerRequest request) {
        return request.headers().accept().stream()
                .anyMatch(type -> type.isConcrete() && type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
    }

    /** Each run as soon as it is compared, as an event {@code run}, and at the end the rest as an event {@code summary}. */
    private Mono<ServerResponse> stream(ComparedRuns compared) {
        Sinks.Many<ServerSentEvent<String>> runs = Sinks.many().unicast().onBackpressureBuffer();
        Mono<ServerSentEvent<String>> summary = blocking.call(() -> {
                    ObjectNode report = compared.all(run -> runs.tryEmitNext(event("run", run)));
                    report.remove("runs");
                    return event("summary", report);
                })
                .onErrorResume(
                        Refused.class,
                        refused -> Mono.just(event(
                                "problem",
                                Json.object().put("detail", refused.refusal().detail()))))
                .doFinally(end -> runs.tryEmitComplete());
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(BodyInserters.fromServerSentEvents(Flux.mergeSequential(runs.asFlux(), summary)));
    }

    private static ServerSentEvent<String> event(String kind, ObjectNode content) {
        return ServerSentEvent.builder(new String(Json.bytes(content), StandardCharsets.UTF_8))
                .event(kind)
                .build();
    }
}
