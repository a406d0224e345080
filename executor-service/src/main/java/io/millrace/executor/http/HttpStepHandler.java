package io.millrace.executor.http;

import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.authentication.Authorizing;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Performs steps that make one HTTP call, without a thread that waits for the answer. */
final class HttpStepHandler implements StepHandler {
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String TRACEPARENT = "traceparent";
    private static final byte[] NOTHING = new byte[0];
    private static final AuthorizedRequests<HttpAnswer> ANSWERS = new AuthorizedRequests<>(
            HttpAnswer::status, answer -> answer.headers().getOrEmpty(HttpHeaders.WWW_AUTHENTICATE));

    private final TenantClients clients;
    private final Authorizations authorizations;
    private final Callees callees;
    private final HttpProperties properties;

    HttpStepHandler(TenantClients clients, Authorizations authorizations, Callees callees, HttpProperties properties) {
        this.clients = clients;
        this.authorizations = authorizations;
        this.callees = callees;
        this.properties = properties;
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        HttpCall call = HttpCallReader.read(step.arguments());
        return callees.call(
                new Callee(step.tenant(), call.callee()),
                () -> outcome(step, call).toFuture());
    }

    private Mono<StepOutcome> outcome(Step step, HttpCall call) {
        Mono<StepOutcome> outcome = follow(clients.of(step.tenant()), step, call, 0);
        // With a deadline the dispatcher cancels the call when it has passed.
        Mono<StepOutcome> timely = step.deadline() == null ? outcome.timeout(properties.responseTimeout()) : outcome;
        return timely.onErrorResume(failure -> Mono.just(HttpFailures.outcome(call, failure, properties)));
    }

    private Mono<StepOutcome> follow(WebClient client, Step step, HttpCall call, int redirects) {
        Authorizing authorizing = authorizations.of(step.tenant(), call.authentication());
        Mono<HttpAnswer> answered =
                ANSWERS.answer(authorizing, call, authorization -> exchange(client, step, call, authorization));
        return answered.flatMap(answer -> {
            String location = call.redirect() && answer.redirects() ? location(answer) : null;
            if (location == null) {
                return Mono.just(answer.outcome(call));
            }
            if (redirects == properties.maxRedirects()) {
                return Mono.just(new StepOutcome.Failed(
                        StepError.communication(
                                answer.status(), call.named() + " was redirected more than " + redirects + " times"),
                        StepOutcome.Fault.ANSWER));
            }
            return follow(client, step, call.redirectedTo(target(call, location), answer.status()), redirects + 1);
        });
    }

    private static Mono<HttpAnswer> exchange(
            WebClient client, Step step, HttpCall call, Optional<Authorization> authorization) {
        return request(client, step, call, authorization)
                .exchangeToMono(HttpStepHandler::answer)
                .map(answer -> authorization.map(answer::withoutEchoOf).orElse(answer));
    }

    /** The request of a call, with the key by which a repeat is recognised and with what says who makes it. */
    static WebClient.RequestHeadersSpec<?> request(
            WebClient client, Step step, HttpCall call, Optional<Authorization> authorization) {
        WebClient.RequestBodySpec request = client.method(call.method())
                .uri(call.uri())
                .headers(headers -> {
                    call.headers().forEach(headers::set);
                    if (!headers.containsHeader(IDEMPOTENCY_KEY)) {
                        headers.set(IDEMPOTENCY_KEY, step.key().toString());
                    }
                    authorization.ifPresent(known -> headers.set(HttpHeaders.AUTHORIZATION, known.header()));
                    if (step.traceparent() != null && !headers.containsHeader(TRACEPARENT)) {
                        headers.set(TRACEPARENT, step.traceparent());
                    }
                });
        return call.body().length == 0 ? request : request.bodyValue(call.body());
    }

    private static Mono<HttpAnswer> answer(ClientResponse response) {
        HttpHeaders headers = response.headers().asHttpHeaders();
        return response.bodyToMono(byte[].class)
                .defaultIfEmpty(NOTHING)
                .map(body -> new HttpAnswer(response.statusCode().value(), headers, body));
    }

    private static @Nullable String location(HttpAnswer answer) {
        return answer.headers().getFirst(HttpHeaders.LOCATION);
    }

    static URI target(HttpCall call, String location) {
        try {
            return HttpCallReader.checked(call.uri().resolve(location));
        } catch (IllegalArgumentException notAnAddress) {
            throw new RefusedException(
                    StepError.communication(502, call.named() + " was redirected to what is no address"));
        }
    }
}
