package io.millrace.executor.http;

import io.millrace.executor.authentication.Authorization;
import io.millrace.executor.authentication.Authorizations;
import io.millrace.executor.authentication.Authorizing;
import io.millrace.executor.outbound.ExchangeFailedException;
import io.millrace.executor.outbound.Exchanges;
import io.millrace.executor.outbound.Reading;
import io.millrace.executor.outbound.Reply;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests for steps of other kinds, through the clients of http steps. */
final class TenantExchanges implements Exchanges {
    private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
            new ParameterizedTypeReference<>() {};
    private static final int BAD_GATEWAY = 502;
    private static final AuthorizedRequests<Reply> REPLIES =
            new AuthorizedRequests<>(Reply::status, reply -> challenges(reply.header("www-authenticate")));

    private final TenantClients clients;
    private final Authorizations authorizations;
    private final HttpStepHandler handler;
    private final HttpProperties properties;

    TenantExchanges(
            TenantClients clients, Authorizations authorizations, HttpStepHandler handler, HttpProperties properties) {
        this.clients = clients;
        this.authorizations = authorizations;
        this.handler = handler;
        this.properties = properties;
    }

    @Override
    public CompletableFuture<StepOutcome> perform(Step step, ObjectNode request) {
        return handler.perform(inPlaceOf(step, request)).toCompletableFuture();
    }

    @Override
    @SuppressWarnings("NullAway") // the stage completes with a value, because the Mono is never empty
    public CompletableFuture<Reply> exchange(Step step, ObjectNode request, Reading reading) {
        HttpCall call = HttpCallReader.read(inPlaceOf(step, request).arguments());
        Authorizing authorizing = authorizations.of(step.tenant(), call.authentication());
        Mono<Reply> reply =
                REPLIES.answer(authorizing, call, authorization -> follow(step, call, authorization, reading, 0));
        // With a deadline the dispatcher cancels the step when it has passed.
        return (step.deadline() == null ? reply.timeout(properties.responseTimeout()) : reply)
                .onErrorMap(
                        failure -> !(failure instanceof ExchangeFailedException),
                        failure -> failed(HttpFailures.outcome(call, failure, properties)))
                .toFuture();
    }

    private static Step inPlaceOf(Step step, ObjectNode request) {
        return new Step(
                step.tenant(),
                step.key(),
                step.workflow(),
                step.task(),
                step.pointer(),
                "http",
                request.toString(),
                step.deadline(),
                step.traceparent(),
                step.secrets());
    }

    private Mono<Reply> follow(
            Step step, HttpCall call, Optional<Authorization> authorization, Reading reading, int redirects) {
        return HttpStepHandler.request(clients.of(step.tenant()), step, call, authorization)
                .exchangeToFlux(response -> {
                    int status = response.statusCode().value();
                    String location = response.headers().asHttpHeaders().getFirst("Location");
                    if (!call.redirect() || location == null || status < 300 || status >= 400) {
                        return reply(call, response, reading).flux();
                    }
                    if (redirects == properties.maxRedirects()) {
                        return Flux.error(tooMuch(call, "was redirected more than " + redirects + " times"));
                    }
                    HttpCall next = call.redirectedTo(HttpStepHandler.target(call, location), status);
                    return response.releaseBody()
                            .thenMany(Flux.defer(() -> follow(
                                    step,
                                    next,
                                    sameHost(call, next) ? authorization : Optional.empty(),
                                    reading,
                                    redirects + 1)));
                })
                .next();
    }

    private static List<String> challenges(String header) {
        return header.isEmpty() ? List.of() : List.of(header);
    }

    // Another host must not learn who calls.
    private static boolean sameHost(HttpCall call, HttpCall next) {
        return String.valueOf(call.uri().getAuthority()).equals(next.uri().getAuthority());
    }

    private static Mono<Reply> reply(HttpCall call, ClientResponse response, Reading reading) {
        Map<String, String> headers = new HashMap<>();
        response.headers()
                .asHttpHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        int status = response.statusCode().value();
        if (headers.getOrDefault("content-type", "").startsWith(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            return events(call, response, reading).map(events -> new Reply(status, headers, new byte[0], events));
        }
        return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), reading.maxBytes())
                .map(TenantExchanges::bytes)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        _ -> tooMuch(call, "answered more than " + reading.maxBytes() / 1024 + " KB"))
                .map(body -> new Reply(status, headers, body, List.of()));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static Mono<List<String>> events(HttpCall call, ClientResponse response, Reading reading) {
        long[] read = new long[1];
        return response.bodyToFlux(EVENT)
                .mapNotNull(ServerSentEvent::data)
                .doOnNext(data -> {
                    read[0] += data.length();
                    if (read[0] > reading.maxBytes()) {
                        throw tooMuch(call, "sent more than " + reading.maxBytes() / 1024 + " KB of events");
                    }
                })
                .takeUntil(reading.last())
                .take(reading.maxEvents() + 1L)
                .collectList()
                .doOnNext(events -> {
                    if (events.size() > reading.maxEvents()) {
                        throw tooMuch(call, "sent more than " + reading.maxEvents() + " events");
                    }
                });
    }

    private static ExchangeFailedException tooMuch(HttpCall call, String detail) {
        return new ExchangeFailedException(new StepOutcome.Failed(
                StepError.communication(BAD_GATEWAY, call.named() + " " + detail), Fault.ANSWER));
    }

    private static RuntimeException failed(StepOutcome outcome) {
        return switch (outcome) {
            case StepOutcome.Failed failed -> new ExchangeFailedException(failed);
            case StepOutcome.Succeeded succeeded -> new IllegalStateException(succeeded.output());
        };
    }
}
