package io.millrace.gateway.http.runs;

import io.millrace.gateway.admission.Admission;
import io.millrace.gateway.http.Answer;
import io.millrace.gateway.http.Endpoint;
import io.millrace.gateway.http.EndpointGroup;
import io.millrace.gateway.http.RequestBody;
import io.millrace.gateway.http.TraceContext;
import io.millrace.gateway.identity.Caller;
import io.millrace.gateway.identity.Role;
import io.millrace.gateway.json.Json;
import io.millrace.gateway.refusal.Refused;
import io.millrace.gateway.run.CallbackRequest;
import io.millrace.gateway.run.CallbackToken;
import io.millrace.gateway.run.Verdict;
import io.millrace.gateway.tenant.TenantDirectory;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** Takes what is said about tasks that wait for somebody outside. */
@Component
final class CallbackController implements EndpointGroup {
    private static final String BY_TOKEN = "/v1/tenants/{tenant}/callbacks/{token}";
    private static final String BY_OPERATOR = "/v1/tenants/{tenant}/runs/{run}/callbacks/{position}";
    private static final String WHOEVER_HAS_THE_TOKEN = "callback";
    private static final String ANSWERING = "answering";
    private static final String TAKEN = "taken";

    private final RunCommands commands;
    private final TenantDirectory tenants;
    private final Admission admission;

    CallbackController(RunCommands commands, TenantDirectory tenants, Admission admission) {
        this.commands = commands;
        this.tenants = tenants;
        this.admission = admission;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint.Open(HttpMethod.POST, BY_TOKEN, this::byToken),
                new Endpoint.Guarded(HttpMethod.POST, BY_OPERATOR, Role.OPERATOR, this::byOperator));
    }

    // The token is the credential. Every wrong one costs the same and gets the same answer, whatever is wrong with it.
    private Mono<ServerResponse> byToken(ServerRequest request) {
        String tenant = request.pathVariable("tenant");
        CallbackToken token = CallbackToken.parse(request.pathVariable("token")).orElse(null);
        if (token == null || !tenants.has(tenant)) {
            return Mono.error(wrongToken());
        }
        admission.events(tenants.tenant(tenant).value(), 1, System.nanoTime());
        return RequestBody.json(request, RequestBody.LARGEST_COMMAND).flatMap(body -> {
            CallbackRequest said = CallbackRequest.read(body);
            return commands.give(
                            tenant,
                            token.run().toString(),
                            TraceContext.of(request),
                            replyTo ->
                                    said.command(WHOEVER_HAS_THE_TOKEN, token.position(), token.codeBytes(), replyTo))
                    .flatMap(CallbackController::answer);
        });
    }

    // Whoever gave a word must learn whether it counted: an answer that only reached the log may still lose to the
    // expiry.
    private static Mono<ServerResponse> answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken _ -> said(HttpStatus.OK, TAKEN);
            case Verdict.Open() -> said(HttpStatus.ACCEPTED, ANSWERING);
            case Verdict.Rejected _ -> Mono.error(wrongToken());
        };
    }

    private static Mono<ServerResponse> said(HttpStatus status, String word) {
        return Answer.json(
                ServerResponse.status(status), Json.bytes(Json.object().put("status", word)));
    }

    private Mono<ServerResponse> byOperator(ServerRequest request, Caller caller) {
        String tenant = request.pathVariable("tenant");
        String run = request.pathVariable("run");
        int position = position(request.pathVariable("position"));
        return RequestBody.json(request, RequestBody.LARGEST_COMMAND).flatMap(body -> {
            CallbackRequest said = CallbackRequest.read(body);
            return commands.give(
                            tenant,
                            run,
                            TraceContext.of(request),
                            replyTo -> said.command(caller.keyId(), position, null, replyTo))
                    .flatMap(verdict -> RunCommands.answer(tenant, run, ANSWERING, verdict));
        });
    }

    private static int position(String text) {
        try {
            int position = Integer.parseInt(text);
            if (position > 0) {
                return position;
            }
        } catch (NumberFormatException e) {
            // Answered below, like every other position that cannot be.
        }
        throw Refused.missing("There is no such position: it is a number from 1, as the run's history gives it.");
    }

    private static Refused wrongToken() {
        return Refused.missing(
                "Nobody waits for this token: it is wrong, was used before, has expired, or its run has ended.");
    }
}
