package io.millrace.trigger.http;

import io.millrace.trigger.definition.WebhookTrigger;
import io.millrace.trigger.webhook.RefusalCode;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The answers that senders get; everything that is not 2xx is a problem detail (RFC 9457). */
final class Answers {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TYPES = "urn:millrace:problem:";
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(5);

    private Answers() {}

    static Mono<ServerResponse> accepted(String eventId) {
        return ServerResponse.accepted()
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(JSON.writeValueAsString(Map.of("eventId", eventId)));
    }

    static Mono<ServerResponse> challenge(String challenge) {
        return ServerResponse.ok().contentType(MediaType.TEXT_PLAIN).bodyValue(challenge);
    }

    static Mono<ServerResponse> notThroughTheGateway(ServerRequest request) {
        return problem(
                request,
                HttpStatus.UNAUTHORIZED,
                "identity-missing",
                "This port takes only requests that the gateway has signed; send webhooks to the gateway",
                Map.of(HttpHeaders.WWW_AUTHENTICATE, "Millrace-Identity"));
    }

    static Mono<ServerResponse> noSuchTrigger(ServerRequest request) {
        return problem(
                request,
                HttpStatus.NOT_FOUND,
                "no-such-trigger",
                "There is no webhook trigger at this address",
                Map.of());
    }

    static Mono<ServerResponse> notReady(ServerRequest request) {
        return retryLater(request, "not-ready", "Triggers are still being read; try again", SOON);
    }

    static Mono<ServerResponse> unusable(ServerRequest request) {
        return retryLater(
                request,
                "trigger-unusable",
                "The definition of this trigger cannot be used; its owner must put it again",
                LATER);
    }

    static Mono<ServerResponse> methodNotAllowed(ServerRequest request, WebhookTrigger trigger) {
        String allowed = String.join(", ", trigger.methods().stream().sorted().toList());
        return problem(
                request,
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                "This trigger takes " + allowed,
                Map.of(HttpHeaders.ALLOW, allowed));
    }

    static Mono<ServerResponse> tooLarge(ServerRequest request, long limit) {
        return problem(
                request,
                HttpStatus.CONTENT_TOO_LARGE,
                "body-too-large",
                "The body may have at most " + limit + " bytes",
                Map.of());
    }

    static Mono<ServerResponse> tooSlow(ServerRequest request, Duration limit) {
        return problem(
                request,
                HttpStatus.REQUEST_TIMEOUT,
                "body-too-slow",
                "The body did not arrive within " + limit.toSeconds() + " s",
                Map.of(HttpHeaders.CONNECTION, "close"));
    }

    static Mono<ServerResponse> refused(ServerRequest request, WebhookTrigger trigger, RefusalCode code) {
        return code == RefusalCode.SECRET_UNAVAILABLE
                ? retryLater(request, "secret-unavailable", code.reason(), LATER)
                : problem(
                        request,
                        HttpStatus.UNAUTHORIZED,
                        "not-authentic",
                        code.reason(),
                        Map.of(
                                HttpHeaders.WWW_AUTHENTICATE,
                                "Webhook scheme=\"" + trigger.authentication().scheme() + "\""));
    }

    static Mono<ServerResponse> tooMany(ServerRequest request, Duration wait) {
        return problem(
                request,
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-events",
                "The tenant sends more events in a second than its quota allows",
                Map.of(HttpHeaders.RETRY_AFTER, seconds(wait)));
    }

    static Mono<ServerResponse> overloaded(ServerRequest request) {
        return retryLater(request, "overloaded", "Too many webhooks wait to be stored; try again", SOON);
    }

    static Mono<ServerResponse> notStored(ServerRequest request) {
        return retryLater(
                request,
                "not-stored",
                "The event could not be stored in time; send it again, with the same delivery id if it has one",
                LATER);
    }

    private static Mono<ServerResponse> retryLater(ServerRequest request, String type, String detail, Duration wait) {
        return problem(
                request, HttpStatus.SERVICE_UNAVAILABLE, type, detail, Map.of(HttpHeaders.RETRY_AFTER, seconds(wait)));
    }

    private static Mono<ServerResponse> problem(
            ServerRequest request, HttpStatus status, String type, String detail, Map<String, String> headers) {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", TYPES + type)
                .put("title", status.getReasonPhrase())
                .put("status", status.value())
                .put("detail", detail)
                .put("instance", request.uri().getRawPath());
        return ServerResponse.status(status)
                .headers(all -> headers.forEach(all::set))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(problem.toString());
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
    }
}
