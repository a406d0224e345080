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
import io.millrace.gateway.resource.Change;
import io.millrace.gateway.resource.ManagementAct;
import io.millrace.gateway.resource.Precondition;
import io.millrace.gateway.resource.ResourceName;
import io.millrace.gateway.workflow.PublishRequest;
import io.millrace.gateway.workflow.PublishedWorkflow;
import io.millrace.gateway.workflow.Publishing;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.CheckedDefinition;
import io.millrace.records.PublishedVersion;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Workflow definitions of a tenant, and names for their versions. */
@Component
final class WorkflowController implements EndpointGroup {
    private static final String ALL = "/v1/tenants/{tenant}/workflows";
    private static final String ONE = "/v1/tenants/{tenant}/workflows/{workflow}";
    private static final String VERSIONS = "/v1/tenants/{tenant}/workflows/{workflow}/versions";
    private static final String ALIAS = "/v1/tenants/{tenant}/workflows/{workflow}/aliases/{alias}";
    private static final int LARGEST_ALIAS = 16 * 1024;
    private static final int LONGEST_VERSION = 200;

    private final WorkflowCatalog catalog;
    private final Publishing publishing;
    private final IdempotentWrites writes;
    private final Blocking blocking;
    private final InstantSource clock;

    WorkflowController(
            WorkflowCatalog catalog,
            Publishing publishing,
            IdempotentWrites writes,
            Blocking blocking,
            InstantSource clock) {
        this.catalog = catalog;
        this.publishing = publishing;
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
                new Endpoint.Guarded(HttpMethod.DELETE, ONE, Role.EDITOR, this::delete),
                new Endpoint.Guarded(HttpMethod.GET, VERSIONS, Role.VIEWER, this::versions),
                new Endpoint.Guarded(HttpMethod.PUT, ALIAS, Role.EDITOR, this::putAlias),
                new Endpoint.Guarded(HttpMethod.DELETE, ALIAS, Role.EDITOR, this::deleteAlias));
    }

    private Mono<ServerResponse> put(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String name = ResourceName.workflow(request.pathVariable("workflow"));
        boolean dryRun = Answer.flag(request, "dryRun");
        boolean autoVersion = Answer.flag(request, "autoVersion");
        Precondition precondition = Answer.precondition(request);
        ManagementAct act = act("workflow.published", request, caller);
        return RequestBody.definition(request)
                .flatMap(body -> writes.once(
                        request,
                        caller,
                        body,
                        () -> blocking.call(() -> publishing.publish(
                                        new PublishRequest(
                                                tenant, name, Json.text(body), dryRun, autoVersion, precondition),
                                        act))
                                .flatMap(published -> published(tenant, published))));
    }

    private static Mono<ServerResponse> published(String tenant, Publishing.Published published) {
        CheckedDefinition definition = published.definition();
        ObjectNode node = Json.object()
                .put("namespace", definition.getNamespace())
                .put("name", definition.getName())
                .put("version", definition.getVersion())
                .put("hash", definition.getHash());
        String etag = etag(definition.getHash());
        return published.change() == Change.CREATED
                ? Answer.created(Answer.path("v1", "tenants", tenant, "workflows", definition.getName()), etag, node)
                : Answer.resource(HttpStatus.OK, etag, node);
    }

    private Mono<ServerResponse> list(ServerRequest request, Caller caller) {
        return Answer.list(
                catalog.page(request.pathVariable("tenant"), Answer.page(request)), WorkflowController::write);
    }

    private Mono<ServerResponse> get(ServerRequest request, Caller caller) {
        PublishedWorkflow workflow = catalog.workflow(request.pathVariable("tenant"), request.pathVariable("workflow"));
        PublishedVersion version = catalog.definition(
                request.pathVariable("tenant"),
                request.pathVariable("workflow"),
                request.queryParam("version").orElse(null));
        ObjectNode node = write(request.pathVariable("workflow"), version);
        node.put("publishedBy", version.getActor());
        ObjectNode aliases = node.putObject("aliases");
        new TreeMap<>(workflow.aliases()).forEach(aliases::put);
        workflow.latest().ifPresent(latest -> aliases.put(PublishedWorkflow.LATEST, latest.text()));
        node.set("definition", Json.parse(version.getCanonical().getBytes(StandardCharsets.UTF_8)));
        node.put("source", version.getSource());
        return Answer.resource(HttpStatus.OK, etag(version.getHash()), node);
    }

    private Mono<ServerResponse> versions(ServerRequest request, Caller caller) {
        PublishedWorkflow workflow = catalog.workflow(request.pathVariable("tenant"), request.pathVariable("workflow"));
        NavigableMap<String, PublishedVersion> numbered = new TreeMap<>();
        List<PublishedVersion> newestFirst = workflow.newestFirst();
        for (int i = 0; i < newestFirst.size(); i++) {
            numbered.put("%09d".formatted(i), newestFirst.get(i));
        }
        return Answer.list(
                Answer.page(request).of(numbered, ""),
                version -> write(workflow.name(), version).put("publishedBy", version.getActor()));
    }

    private Mono<ServerResponse> delete(ServerRequest request, Caller caller) {
        Precondition precondition = Answer.precondition(request);
        ManagementAct act = act("workflow.deleted", request, caller);
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> blocking.call(() -> {
                            publishing.delete(act.tenant(), act.name(), precondition, act);
                            return act;
                        })
                        .flatMap(done -> Answer.done()));
    }

    private Mono<ServerResponse> putAlias(ServerRequest request, Caller caller) {
        String alias = request.pathVariable("alias");
        return RequestBody.json(request, LARGEST_ALIAS).flatMap(body -> {
            DocumentReader reader = DocumentReader.open(body);
            String version = reader.required("version", LONGEST_VERSION);
            reader.finish();
            return writes.once(
                    request,
                    caller,
                    body,
                    () -> changeAlias(request, caller, version)
                            .flatMap(change -> Answer.json(
                                    change == Change.CREATED ? HttpStatus.CREATED : HttpStatus.OK,
                                    Json.object().put("alias", alias).put("version", version))));
        });
    }

    private Mono<ServerResponse> deleteAlias(ServerRequest request, Caller caller) {
        return writes.once(
                request,
                caller,
                new byte[0],
                () -> changeAlias(request, caller, null).flatMap(done -> Answer.done()));
    }

    private Mono<Change> changeAlias(ServerRequest request, Caller caller, @Nullable String version) {
        Precondition precondition = Answer.precondition(request);
        ManagementAct act = act("workflow.alias.changed", request, caller);
        PublishedWorkflow workflow = catalog.workflow(act.tenant(), act.name());
        return blocking.call(
                () -> publishing.alias(workflow, request.pathVariable("alias"), version, precondition, act));
    }

    private ManagementAct act(String kind, ServerRequest request, Caller caller) {
        return new ManagementAct(
                kind,
                request.pathVariable("tenant"),
                caller.keyId(),
                request.pathVariable("workflow"),
                clock.instant());
    }

    private static ObjectNode write(PublishedWorkflow workflow) {
        return write(workflow.name(), workflow.current().orElseThrow());
    }

    private static ObjectNode write(String name, PublishedVersion version) {
        return Json.object()
                .put("namespace", version.getNamespace())
                .put("name", name)
                .put("version", version.getVersion())
                .put("hash", version.getHash())
                .put("publishedAt", version.getPublishedAt().toString());
    }

    private static String etag(String hash) {
        return "\"" + hash + "\"";
    }
}
