package io.millrace.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A town with a seller and three couriers, who do as couriers do: most take an order, some decline, some never answer. They
 * say the same again when a request is repeated.
 */
final class Town implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BELIEVED = 200;
    private static final long BETWEEN_TRIES = 200_000_000L;

    private final HttpServer server;
    private final ExecutorService couriers = Executors.newVirtualThreadPerTaskExecutor();
    private final Client client;
    private final Set<String> reserved = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> assigned = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> taken = new ConcurrentHashMap<>();
    private final Set<String> offers = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    /**
     * @param client through which couriers answer and report
     */
    Town(Client client) {
        this.client = client;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Orders whose goods are kept at the seller. */
    Set<String> reserved() {
        return reserved;
    }

    /** Couriers who were told that an order is theirs. */
    Set<String> assigned(String order) {
        return assigned.getOrDefault(order, Set.of());
    }

    /** Couriers who took an order and were believed. */
    Set<String> taken(String order) {
        return taken.getOrDefault(order, Set.of());
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String order = body.path("order").asString("");
        String courier = body.path("courier").asString("");
        String answer = "{}";
        switch (exchange.getRequestURI().getPath()) {
            case "/reservations" -> reserved.add(order);
            case "/releases" -> reserved.remove(order);
            case "/couriers" -> answer = "[{\"id\": \"ann\"}, {\"id\": \"bob\"}, {\"id\": \"cas\"}]";
            case "/offers" -> offered(order, courier, body.path("answer").asString());
            case "/assignments" -> {
                assigned.computeIfAbsent(order, _ -> ConcurrentHashMap.newKeySet())
                        .add(courier);
                couriers.execute(() -> deliver(order));
            }
            case "/unassignments" -> assigned.getOrDefault(order, Set.of()).remove(courier);
            default -> {
                // An offer that was withdrawn: the courier has forgotten it.
            }
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void offered(String order, String courier, String path) {
        int mood = Math.floorMod((order + courier).hashCode(), 100);
        if (mood < 85 && offers.add(path)) {
            boolean accepts = mood < 70;
            couriers.execute(() -> {
                Client.Answer answer =
                        untilAnswered(() -> client.post(path, "{\"output\": {\"accepted\": " + accepts + "}}"));
                if (accepts && answer.status() == BELIEVED) {
                    taken.computeIfAbsent(order, _ -> ConcurrentHashMap.newKeySet())
                            .add(courier);
                }
            });
        }
    }

    private void deliver(String order) {
        untilAnswered(() -> client.send(
                Client.TENANT + "/events",
                "POST",
                "application/cloudevents+json",
                """
                {"specversion": "1.0", "id": "%1$s", "source": "/couriers", "type": "com.example.order.delivered",
                 "data": {"order": "%1$s", "at": "today"}}
                """.formatted(order).getBytes(StandardCharsets.UTF_8),
                Map.of()));
    }

    /** The server may be down: whoever is told nothing asks again. */
    private Client.Answer untilAnswered(Supplier<Client.Answer> request) {
        while (open) {
            try {
                Client.Answer answer = request.get();
                if (answer.status() < 500 && answer.status() != 429) {
                    return answer;
                }
            } catch (Client.NoAnswer down) {
                LockSupport.parkNanos(BETWEEN_TRIES);
            }
        }
        throw new IllegalStateException("the town has gone to sleep");
    }

    @Override
    public void close() {
        open = false;
        server.stop(0);
        couriers.shutdownNow();
    }
}
