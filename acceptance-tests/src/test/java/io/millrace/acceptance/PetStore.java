package io.millrace.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;

/** What the conformance kit calls on the Internet, on this machine: a pet store, and a page behind a password. */
final class PetStore implements AutoCloseable {
    private static final String CREDENTIALS = "Basic "
            + Base64.getEncoder()
                    .encodeToString("serverless-workflow:conformance-test".getBytes(StandardCharsets.UTF_8));

    private final HttpServer server;

    PetStore() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** The text with the addresses of the Internet replaced by this server's. */
    String rewritten(String definition) {
        return definition.replace("https://petstore.swagger.io", address()).replace("https://httpbin.org", address());
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/basic-auth/")) {
            boolean known = CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, known ? 200 : 401, "{\"authenticated\": " + known + "}");
            return;
        }
        switch (path) {
            case "/v2/pet/findByStatus" -> send(exchange, 200, "[" + pet(1) + ", " + pet(2) + "]");
            case "/v2/pet/1" -> send(exchange, 200, pet(1));
            case "/v2/pet/2" -> send(exchange, 200, pet(2));
            case "/v2/swagger.json" -> send(exchange, 200, document());
            default -> send(exchange, 404, "{\"message\": \"no such pet\"}");
        }
    }

    private static String pet(int id) {
        return "{\"id\": " + id + ", \"name\": \"Milou\", \"status\": \"available\"}";
    }

    private String document() {
        return """
                {"swagger": "2.0", "info": {"title": "Pets", "version": "1"}, "host": "%s", "basePath": "/v2",
                 "schemes": ["http"], "paths": {
                  "/pet/findByStatus": {"get": {"operationId": "findPetsByStatus", "produces": ["application/json"],
                    "parameters": [{"name": "status", "in": "query", "required": true, "type": "array",
                      "items": {"type": "string"}, "collectionFormat": "multi"}], "responses": {"200": {"description": "ok"}}}},
                  "/pet/{petId}": {"get": {"operationId": "getPetById", "produces": ["application/json"],
                    "parameters": [{"name": "petId", "in": "path", "required": true, "type": "integer"}],
                    "responses": {"200": {"description": "ok"}}}}}}
                """.formatted(address().substring("http://".length()));
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
