package io.millrace.executor;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** An HTTP server at 127.0.0.1 that answers as a test says, and remembers what it was asked. */
public final class TestServer implements AutoCloseable {
    /**
     * What was asked.
     *
     * @param line method and path with query
     * @param body as text
     */
    public record Asked(String line, HttpHeaders headers, String body) {
        /** The value of a header, or an empty text. */
        public String header(String name) {
            return String.valueOf(headers.get(name, ""));
        }
    }

    /**
     * What is answered.
     *
     * @param open whether the answer is left unfinished
     */
    public record Answer(int status, Map<String, String> headers, String body, boolean open) {
        /** Some JSON. */
        public static Answer json(String body) {
            return new Answer(200, Map.of("Content-Type", "application/json"), body, false);
        }

        /** A stream that ends after these events. */
        public static Answer events(String... events) {
            return new Answer(200, Map.of("Content-Type", "text/event-stream"), stream(events), false);
        }

        /** A stream that goes on for ever after these events. */
        public static Answer endless(String... events) {
            return new Answer(200, Map.of("Content-Type", "text/event-stream"), stream(events), true);
        }

        /** A status and nothing else. */
        public static Answer status(int status) {
            return new Answer(status, Map.of(), "", false);
        }

        private static String stream(String... events) {
            StringBuilder stream = new StringBuilder();
            for (String event : events) {
                stream.append("event: message\ndata: ").append(event).append("\n\n");
            }
            return stream.toString();
        }
    }

    private final Map<String, Function<Asked, Answer>> answers = new ConcurrentHashMap<>();
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final DisposableServer server;

    /** Listens at a free port and answers 404 to everything. */
    public TestServer() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.route(_ -> true, this::answer))
                .bindNow();
    }

    /** The address of a path here. */
    public String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    /** Host and port. */
    public String authority() {
        return "127.0.0.1:" + server.port();
    }

    /** Answers a path, without query, from now on. */
    public TestServer on(String path, Function<Asked, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** What was asked since it was cleared. */
    public Queue<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asString().defaultIfEmpty("").flatMap(body -> {
            Asked now = new Asked(request.method() + " " + request.uri(), request.requestHeaders(), body);
            asked.add(now);
            String path = "/" + request.path();
            Answer answer = answers.getOrDefault(path, _ -> Answer.status(404)).apply(now);
            response.status(answer.status());
            answer.headers().forEach(response::header);
            Flux<String> content = Flux.just(answer.body());
            return Mono.from(response.sendString(
                    answer.open() ? content.concatWith(Flux.never()) : content,
                    java.nio.charset.StandardCharsets.UTF_8));
        });
    }
}
