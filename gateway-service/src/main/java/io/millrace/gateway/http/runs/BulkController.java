package io.millrace.gateway.http.runs;

import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.doors.Passage;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.DocumentReader;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.RunAction;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Actions on many runs. */
@Component
final class BulkController implements EndpointGroup {
    private static final String ALL = "/v1/tenants/{tenant}/runs/actions";
    private static final String ONE = ALL + "/{action}";
    private static final int LARGEST = 16 * 1024;
    private static final int LONGEST_NAME = 20;
    private static final int SHOWN = 20;
    private static final int MOST_PER_SECOND = 500;
    private static final int USUAL_PER_SECOND = 20;

    private final BulkActions actions;
    private final Passage passage;

    BulkController(BulkActions actions, Passage passage) {
        this.actions = actions;
        this.passage = passage;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Guarded(HttpMethod.POST, ALL, Role.OPERATOR, this::begin),
                new Endpoint.Guarded(HttpMethod.GET, ONE, Role.VIEWER, this::progress));
    }

    private record Wanted(RunAction action, RunSelection selection, boolean dryRun, int perSecond) {
        static Wanted read(byte[] body) {
            DocumentReader reader = DocumentReader.open(body);
            RunAction action =
                    RunAction.of(reader.required("action", LONGEST_NAME)).orElse(null);
            if (action == null && reader.has("action")) {
                reader.flaw("action", "must be cancel, suspend, resume or retry");
            }
            if (!reader.has("filter")) {
                reader.flaw("filter", "is missing: say which runs are meant, or {} for all of them");
            }
            RunSelection selection = RunSelection.read(reader.object("filter"));
            boolean dryRun = reader.node().path("dryRun").booleanValue(false);
            if (reader.has("dryRun") && !reader.node().path("dryRun").isBoolean()) {
                reader.flaw("dryRun", "must be true or false");
            }
            reader.ignore("dryRun");
            int perSecond = (int) reader.number("ratePerSecond", 1, MOST_PER_SECOND, USUAL_PER_SECOND);
            reader.finish();
            return new Wanted(action == null ? RunAction.CANCEL : action, selection, dryRun, perSecond);
        }

        ObjectNode filter() {
            ObjectNode filter = Json.object();
            selection.filter().forEach(filter::put);
            return filter;
        }
    }

    private Mono<ServerResponse> begin(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        return RequestBody.json(request, LARGEST).flatMap(body -> {
            Wanted wanted = Wanted.read(body);
            return wanted.selection()
                    .find(passage, request, caller, wanted.action())
                    .flatMap(found -> wanted.dryRun()
                            ? Answer.json(HttpStatus.OK, preview(wanted.action(), found))
                            : actions.begin(
                                            new BulkActions.Order(
                                                    tenant,
                                                    caller.keyId(),
                                                    wanted.action(),
                                                    wanted.filter(),
                                                    wanted.perSecond()),
                                            found)
                                    .flatMap(action -> accepted(tenant, action)));
        });
    }

    private static ObjectNode preview(RunAction action, RunSelection.Found found) {
        ObjectNode node = Json.object()
                .put("action", action.text())
                .put("count", found.runs().size())
                .put("more", found.more());
        ArrayNode runs = node.putArray("runs");
        found.runs().stream().limit(SHOWN).forEach(runs::add);
        return node;
    }

    private static Mono<ServerResponse> accepted(String tenant, BulkAction action) {
        return Answer.json(
                ServerResponse.status(HttpStatus.ACCEPTED)
                        .header("Location", Answer.path("v1", "tenants", tenant, "runs", "actions", action.id())),
                Json.bytes(action.json()));
    }

    private Mono<ServerResponse> progress(ServerRequest request, Caller caller) {
        BulkAction action = actions.find(request.pathVariable("tenant"), request.pathVariable("action"))
                .orElseThrow(() -> Refused.missing("This gateway knows no such action: it was begun at another one,"
                        + " before a restart, or more than a day ago. What it did is in the audit."));
        return Answer.json(HttpStatus.OK, action.json());
    }
}
