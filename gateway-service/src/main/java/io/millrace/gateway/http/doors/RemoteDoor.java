package io.millrace.gateway.http.doors;

import io.millrace.gateway.refusal.Refused;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Passes requests on over HTTP, without gathering either body: what arrives goes on at once. */
final class RemoteDoor implements InnerDoor {
    // RFC 9110, section 7.6.1, and the headers that the client writes itself.
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host");

    private final String service;
    private final WebClient client;
    private final String address;
    private final Duration patience;

    /**
     * A door.
     *
     * @param service name of the service, for people
     * @param patience how long the service may take to begin its answer
     */
    RemoteDoor(String service, WebClient client, URI address, Duration patience) {
        this.service = service;
        this.client = client;
        this.address = address.toString().replaceAll("/+$", "");
        this.patience = patience;
    }

    @Override
    public Mono<Void> pass(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String query = request.getURI().getRawQuery();
        URI target = URI.create(address + request.getURI().getRawPath() + (query == null ? "" : "?" + query));
        // The time limit ends with the head of the answer: a live stream may last for ever.
        Sinks.Empty<Void> begun = Sinks.empty();
        WebClient.RequestBodySpec outgoing =
                client.method(request.getMethod()).uri(target).headers(headers -> copy(request.getHeaders(), headers));
        return (hasBody(request) ? outgoing.body(BodyInserters.fromDataBuffers(request.getBody())) : outgoing)
                .exchangeToMono(answer -> {
                    begun.tryEmitEmpty();
                    return write(answer, exchange.getResponse());
                })
                .takeUntilOther(tooLate(begun))
                .onErrorMap(
                        failure -> failure instanceof WebClientRequestException || failure instanceof TimeoutException,
                        failure -> Refused.unavailable("The " + service + " does not answer: ask again.", failure));
    }

    private Mono<Void> tooLate(Sinks.Empty<Void> begun) {
        return begun.asMono().timeout(patience).then(Mono.never());
    }

    private static Mono<Void> write(ClientResponse answer, ServerHttpResponse response) {
        response.setStatusCode(answer.statusCode());
        copy(answer.headers().asHttpHeaders(), response.getHeaders());
        Flux<DataBuffer> body = answer.bodyToFlux(DataBuffer.class);
        return response.writeAndFlushWith(body.map(Flux::just));
    }

    private static boolean hasBody(ServerHttpRequest request) {
        HttpMethod method = request.getMethod();
        return !method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD);
    }

    private static void copy(HttpHeaders from, HttpHeaders to) {
        Set<String> dropped = new TreeSet<>(HOP_BY_HOP);
        for (String named : from.getConnection()) {
            dropped.add(named.toLowerCase(Locale.ROOT));
        }
        from.forEach((name, values) -> {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT))) {
                to.put(name, List.copyOf(values));
            }
        });
    }
}
