package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The example delivery-dispatch, with couriers who decline or never answer, orders that are cancelled, and a kill -9. */
class DeliveryDispatchFeature {
    private static final int ORDERS = Integer.getInteger("millrace.dispatch.orders", 200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void shouldGiveEveryOrderToExactlyOneCourierOrUndoIt() throws IOException {
        // Given
        try (Standalone standalone = new Standalone(directory)) {
            Client client = new Client(standalone);
            try (Town town = new Town(client)) {
                MainLine.ok(client.put(Client.TENANT, """
                        {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
                MainLine.ok(client.putYaml(
                        Client.TENANT + "/workflows/delivery-dispatch",
                        Files.readString(Path.of("../examples/delivery-dispatch/workflow.yaml"))
                                .replace("http://127.0.0.1:8098", town.address())));
                Map<String, String> runs = order(client);

                // When
                standalone.process().kill();
                standalone.process().startAgain();
                standalone.process().awaitReady();
                Set<String> cancelled = cancelSome(client, runs);

                // Then
                Map<String, String> open = new HashMap<>(runs);
                await().atMost(PATIENCE).untilAsserted(() -> {
                    Map.copyOf(open).forEach((order, run) -> {
                        expectEnd(client, town, order, run, cancelled);
                        open.remove(order);
                    });
                });
                runs.forEach((order, run) -> expectEnd(client, town, order, run, cancelled));
            }
        }
    }

    /** Run ids by order. */
    private static Map<String, String> order(Client client) {
        Map<String, String> runs = new HashMap<>();
        for (int i = 0; i < ORDERS; i++) {
            String order = "order-" + i;
            Client.Answer started = client.post(
                    Client.TENANT + "/workflows/delivery-dispatch/runs",
                    "{\"order\": \"" + order + "\", \"from\": \"Market Square\", \"patience\": \"PT2S\"}");
            assertThat(started.status()).isEqualTo(202);
            runs.put(order, started.body().path("id").asString());
        }
        return runs;
    }

    private static Set<String> cancelSome(Client client, Map<String, String> runs) {
        List<String> cancelled = new ArrayList<>();
        runs.forEach((order, run) -> {
            if (Math.floorMod(order.hashCode(), 20) == 0) {
                client.post(Client.TENANT + "/runs/" + run + "/cancel", "{}");
                cancelled.add(order);
            }
        });
        return Set.copyOf(cancelled);
    }

    private static void expectEnd(Client client, Town town, String order, String run, Set<String> cancelled) {
        JsonNode ended = client.get(Client.TENANT + "/runs/" + run).body();
        switch (ended.path("status").asString()) {
            case "completed" -> {
                String courier = ended.at("/output/courier").asString();
                assertThat(town.assigned(order)).as(order).containsExactly(courier);
                assertThat(town.taken(order)).as(order).isSubsetOf(courier);
                assertThat(town.reserved()).contains(order);
            }
            case "faulted" -> {
                assertThat(ended.at("/error/type").asString())
                        .as(ended.toString())
                        .isEqualTo("urn:example:no-courier");
                assertThat(town.assigned(order)).as(order).isEmpty();
                assertThat(town.reserved()).doesNotContain(order);
            }
            case "cancelled" -> {
                assertThat(cancelled).contains(order);
                assertThat(town.assigned(order)).as(order).isEmpty();
                assertThat(town.reserved()).doesNotContain(order);
            }
            default -> throw new AssertionError(order + " is " + ended);
        }
    }
}
