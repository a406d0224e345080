package io.millrace.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Functions of another platform, each under its name: what stands in place of Lambda and Function Compute. */
final class Functions implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Function<JsonNode, String>> functions = new ConcurrentHashMap<>();
    private final HttpServer server;

    Functions() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** What a function throws: its name, and why. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String title;

        Thrown(String title, String detail) {
            super(detail);
            this.title = title;
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Functions with(String name, Function<JsonNode, String> function) {
        functions.put(name, function);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(1);
        JsonNode argument = JSON.readTree(exchange.getRequestBody().readAllBytes());
        try {
            send(exchange, 200, "application/json", function(name).apply(argument));
        } catch (Thrown thrown) {
            send(
                    exchange,
                    500,
                    "application/problem+json",
                    JSON.createObjectNode()
                            .put("type", "urn:function:error")
                            .put("status", 500)
                            .put("title", thrown.title)
                            .put("detail", thrown.getMessage())
                            .toString());
        }
    }

    private Function<JsonNode, String> function(String name) {
        return functions.getOrDefault(name, argument -> {
            throw new Thrown("NoFunction", "There is no function " + name + ".");
        });
    }

    private static void send(HttpExchange exchange, int status, String type, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
