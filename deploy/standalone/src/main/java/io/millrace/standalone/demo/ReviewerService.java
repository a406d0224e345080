package io.millrace.standalone.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody else's service that the workflow calls: says who looks at which kind of change. Listens on loopback. */
final class ReviewerService implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> REVIEWERS =
            Map.of("docs", "Ada", "test", "Grace", "build", "Edsger", "code", "Barbara");
    private static final String NOBODY_ELSE = "Tony";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Integer> callsByKey = new ConcurrentHashMap<>();

    ReviewerService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/reviewers", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Where it is, as host and port. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many different calls it was asked to perform: the same Idempotency-Key is the same call. */
    int calls() {
        return callsByKey.size();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode asked = JSON.readTree(exchange.getRequestBody());
            String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            callsByKey.merge(String.valueOf(key), 1, Integer::sum);
            String reviewer = REVIEWERS.getOrDefault(asked.path("kind").asString(), NOBODY_ELSE);
            byte[] answer = JSON.writeValueAsBytes(Map.of("reviewer", reviewer));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
