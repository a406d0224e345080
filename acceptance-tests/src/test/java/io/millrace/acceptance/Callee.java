package io.millrace.acceptance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small HTTP service that workflows call. */
final class Callee implements AutoCloseable {
    /** Three megabytes of JSON. */
    static final String INFLATED = "{\"text\":\"" + "y".repeat(3_000_000) + "\"}";

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AtomicInteger largest = new AtomicInteger();

    Callee() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/score", exchange -> {
            byte[] body = ("{\"score\": " + calls.incrementAndGet() + "}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        // Repeats what it was told about who calls, and what it was sent.
        server.createContext("/repeat", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            told.add(who + " " + sent);
            byte[] body = ("{\"who\": \"" + who + "\", \"sent\": " + sent + "}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/inflate", exchange -> {
            int received = exchange.getRequestBody().readAllBytes().length;
            largest.accumulateAndGet(received, Math::max);
            byte[] body = INFLATED.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    String repeating() {
        return url().replace("/score", "/repeat");
    }

    /** What callers of {@link #repeating()} said: the header Authorization, a space, and the body. */
    Queue<String> told() {
        return told;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/score";
    }

    /** Takes anything, and answers {@link #INFLATED}. */
    String inflating() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/inflate";
    }

    /** Bytes of the largest body that came to {@link #inflating}. */
    int largestBody() {
        return largest.get();
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
