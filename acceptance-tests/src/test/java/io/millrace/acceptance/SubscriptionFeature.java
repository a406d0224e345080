package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A workflow that sifts the messages of somebody's topic, while all of Millrace is killed. */
class SubscriptionFeature {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int WANTED = 100;

    @TempDir
    private Path directory;

    @Test
    void shouldTakeEveryMessageOnceAndInOrderThoughTheServerIsKilled() {
        // Given
        try (Standalone standalone = new Standalone(directory);
                Orders orders = new Orders(standalone.bootstrapServers())) {
            Client client = new Client(standalone);
            MainLine.ok(client.put("/v1/tenants/default", """
                    {"displayName": "Default", "egress": {"allow": ["127.0.0.1"]}}"""));
            MainLine.ok(client.putYaml(Client.TENANT + "/workflows/sift", sift(orders)));
            String run = Client.TENANT + "/runs/"
                    + client.post(Client.TENANT + "/workflows/sift/runs", "{}")
                            .body()
                            .path("id")
                            .asString();

            // When
            await().atMost(PATIENCE).until(() -> steps(client, run) > WANTED / 2);
            standalone.process().kill();
            standalone.process().startAgain();
            standalone.process().awaitReady();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    client.get(run).body().path("status").asString())
                            .isEqualTo("completed"));
            List<Integer> taken = client.get(run)
                    .body()
                    .path("output")
                    .valueStream()
                    .map(order -> order.path("number").asInt())
                    .toList();
            assertThat(taken)
                    .isEqualTo(IntStream.iterate(taken.getFirst(), number -> number + 2)
                            .limit(WANTED)
                            .boxed()
                            .toList());
            assertThat(taken.getFirst() % 2).isZero();
        }
    }

    private static int steps(Client client, String run) {
        JsonNode usage = client.get(run).body().path("usage");
        return usage.path("steps").asInt();
    }

    private static String sift(Orders orders) {
        return """
            document: {dsl: '1.0.3', namespace: acceptance, name: sift, version: '1.0.0'}
            do:
              - sift:
                  call: asyncapi
                  with:
                    document: {endpoint: '%s'}
                    channel: orders
                    subscription:
                      filter: '${ .payload.number %% 2 == 0 }'
                      consume: {until: '${ length >= %d }'}
                      foreach:
                        item: order
                        do:
                          - look: {call: delay, with: {milliseconds: 20}}
                          - keep: {set: '${ {number: $order.payload.number} }'}
            """.formatted(orders.description(), WANTED);
    }
}
