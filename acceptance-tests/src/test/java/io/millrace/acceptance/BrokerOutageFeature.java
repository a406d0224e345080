package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker goes away under load and comes back. */
class BrokerOutageFeature {
    @TempDir
    private Path directory;

    @Test
    void shouldAnswerWith503OrWaitAndLoseNothingThatWasAccepted() {
        // Given
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        Queue<Client.Answer> refused = new ConcurrentLinkedQueue<>();
        try (FiveProcesses installation = new FiveProcesses(directory)) {
            Client client = new Client(installation);
            MainLine.ok(client.putYaml(Client.TENANT + "/workflows/one-step", """
                    document: {dsl: '1.0.3', namespace: acceptance, name: one-step, version: '1.0.0'}
                    do: [{one: {call: echo, with: {n: 1}}}]
                    """));
            AtomicBoolean going = new AtomicBoolean(true);

            // When
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 4; i++) {
                    clients.execute(() -> {
                        while (going.get()) {
                            start(client, accepted, refused);
                        }
                    });
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() > 50);
                installation.broker().stop();
                await().atMost(Duration.ofSeconds(60)).until(() -> !refused.isEmpty());
                installation.broker().startAgain();
                int before = accepted.size();
                await().atMost(Duration.ofSeconds(90)).until(() -> accepted.size() > before + 50);
                going.set(false);
            }

            // Then
            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isNotBlank();
            });
            await().atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofSeconds(1))
                    .untilAsserted(() -> {
                        var ends = AuditTopic.ends(new AuditTopic(installation.bootstrapServers()).read());
                        assertThat(ends.keySet()).containsAll(List.copyOf(accepted));
                        assertThat(ends.values()).containsOnly(1);
                    });
        }
    }

    private static void start(Client client, Queue<String> accepted, Queue<Client.Answer> refused) {
        Client.Answer answer = client.post(Client.TENANT + "/workflows/one-step/runs", "{}");
        if (answer.status() == 202) {
            accepted.add(answer.body().path("id").asString());
        } else {
            refused.add(answer);
        }
    }
}
