package io.millrace.gateway.http.resources;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Blocking;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.workflow.SchedulePreviews;
import io.millrace.gateway.workflow.WorkflowCatalog;
import io.millrace.records.SchedulePreview;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the schedule of a workflow will do. */
@Component
final class ScheduleController implements EndpointGroup {
    private static final String SCHEDULE = "/v1/tenants/{tenant}/workflows/{workflow}/schedule";
    private static final int USUAL = 10;
    private static final int MOST = 1_000;

    private final WorkflowCatalog catalog;
    private final SchedulePreviews previews;
    private final Blocking blocking;

    ScheduleController(WorkflowCatalog catalog, SchedulePreviews previews, Blocking blocking) {
        this.catalog = catalog;
        this.previews = previews;
        this.blocking = blocking;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint.Guarded(HttpMethod.GET, SCHEDULE, Role.VIEWER, this::preview));
    }

    private Mono<ServerResponse> preview(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String workflow =
                catalog.workflow(tenant, request.pathVariable("workflow")).name();
        int count = request.queryParam("count").map(ScheduleController::count).orElse(USUAL);
        return blocking.call(() -> previews.preview(tenant, workflow, count))
                .flatMap(preview -> Answer.json(HttpStatus.OK, write(preview)));
    }

    private static int count(String text) {
        int count = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (count < 1 || count > MOST) {
            throw Refused.malformed("count must be a whole number from 1 to " + MOST + ".");
        }
        return count;
    }

    private static ObjectNode write(SchedulePreview preview) {
        ObjectNode node = Json.object().put("version", preview.getVersion()).put("gathering", preview.getGathering());
        ArrayNode runs = node.putArray("runs");
        preview.getRuns()
                .forEach(run -> runs.addObject()
                        .put("kind", run.getKind())
                        .put("dueAt", run.getDueAt().toString()));
        return node;
    }
}
