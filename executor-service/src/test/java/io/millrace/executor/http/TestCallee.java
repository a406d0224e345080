package io.millrace.executor.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An HTTP server that remembers who called, and that can be slow, broken, moved and large. */
final class TestCallee implements AutoCloseable {
    /**
     * What was asked.
     *
     * @param line method and path with query
     * @param body as text
     */
    record Request(String line, HttpHeaders headers, String body) {}

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger mostAtWork = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final DisposableServer server;

    /** Listens at an address, at a free port when the port is 0. */
    TestCallee(String address, int port) {
        server = HttpServer.create()
                .host(address)
                .port(port)
                .route(routes -> routes.route(_ -> true, this::answer))
                .bindNow();
    }

    int port() {
        return server.port();
    }

    Queue<Request> requests() {
        return requests;
    }

    int mostAtWork() {
        return mostAtWork.get();
    }

    int abandoned() {
        return abandoned.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .doOnNext(body -> requests.add(
                        new Request(request.method() + " " + request.uri(), request.requestHeaders(), body)))
                .flatMap(body -> Mono.from(answer(request, response, body)));
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, String body) {
        String[] path = request.path().split("/", -1);
        return switch (path[0]) {
            case "echo" ->
                response.header("Content-Type", "application/json").sendString(Mono.just(body.isEmpty() ? "{}" : body));
            case "once" -> response.keepAlive(false).sendString(Mono.just("once"));
            case "status" -> response.status(Integer.parseInt(path[1])).send();
            case "hops" -> hop(response, Integer.parseInt(path[1]));
            case "to" ->
                response.status(307)
                        .header("Location", request.uri().substring("/to/".length()))
                        .send();
            case "large" -> response.sendString(Mono.just("x".repeat(Integer.parseInt(path[1]))));
            case "slow" -> slow(response, Duration.ofMillis(Long.parseLong(path[1])));
            default -> response.sendNotFound();
        };
    }

    private static Publisher<Void> hop(HttpServerResponse response, int left) {
        return left == 0
                ? response.sendString(Mono.just("arrived"))
                : response.status(302).header("Location", "/hops/" + (left - 1)).send();
    }

    private Publisher<Void> slow(HttpServerResponse response, Duration time) {
        mostAtWork.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        return Mono.delay(time)
                .doOnCancel(abandoned::incrementAndGet)
                .doFinally(_ -> atWork.decrementAndGet())
                .then(Mono.from(response.sendString(Mono.just("slow"))));
    }
}
