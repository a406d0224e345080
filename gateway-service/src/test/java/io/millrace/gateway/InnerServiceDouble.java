package io.millrace.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Plays a service behind the gateway: remembers what it is asked and answers the same to everybody. */
final class InnerServiceDouble implements AutoCloseable {
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();
    private final DisposableServer server;

    /**
     * Begins to serve.
     *
     * @param status of every answer but those of streams
     */
    InnerServiceDouble(int status) {
        server = HttpServer.create()
                .host("localhost")
                .port(0)
                .handle((request, response) -> request.receive()
                        .aggregate()
                        .asString()
                        .defaultIfEmpty("")
                        .flatMap(body -> {
                            asked.add(
                                    new Asked(request.method().name(), request.uri(), request.requestHeaders(), body));
                            response.header("X-Inner", "yes").header("Connection", "keep-alive, X-Hop");
                            response.header("X-Hop", "only to the next one");
                            if (request.uri().contains("/stream")) {
                                return response.sse()
                                        .sendString(Mono.just("data: first\n\n").concatWith(Flux.never()))
                                        .then();
                            }
                            for (Map.Entry<String, byte[]> answer : bodies.entrySet()) {
                                if (request.uri().startsWith(answer.getKey())) {
                                    return response.status(200)
                                            .sendByteArray(Mono.just(answer.getValue()))
                                            .then();
                                }
                            }
                            return response.status(status)
                                    .header("Content-Type", "application/json")
                                    .sendString(Mono.just(answerTo(request.uri())))
                                    .then();
                        }))
                .bindNow();
    }

    /** Answers requests whose address has a part with a JSON text; of several parts the longest counts. */
    void answer(String part, String json) {
        answers.put(part, json);
    }

    private String answerTo(String uri) {
        return answers.entrySet().stream()
                .filter(answer -> uri.contains(answer.getKey()))
                .max(Comparator.comparingInt(answer -> answer.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse("{\"from\":\"inside\"}");
    }

    record Asked(String method, String uri, HttpHeaders headers, String body) {}

    String address() {
        return "http://localhost:" + server.port();
    }

    /** Answers something of its own to whatever begins so. */
    void answer(String uri, byte[] body) {
        bodies.put(uri, body);
    }

    /** What was asked next. */
    Asked next() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was asked");
        }
        return next;
    }

    void forget() {
        asked.clear();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(2));
    }
}
