package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of everything while runs are being started; {@code -Dmillrace.kill.runs=5000} is the long form. */
class KillAndRecoverFeature {
    private static final int RUNS = Integer.getInteger("millrace.kill.runs", 1_000);
    private static final int KILLS = Integer.getInteger("millrace.kill.times", 2);
    private static final int CLIENTS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    @Test
    void shouldEndEveryAcceptedRunExactlyOnceThoughTheServerIsKilledAgainAndAgain() {
        // Given
        Queue<String> accepted = new ConcurrentLinkedQueue<>();
        try (Standalone standalone = new Standalone(directory)) {
            Client client = new Client(standalone);
            MainLine.ok(client.putYaml(Client.TENANT + "/workflows/five-steps", """
                    document: {dsl: '1.0.3', namespace: acceptance, name: five-steps, version: '1.0.0'}
                    do:
                      - one: {call: echo, with: {n: 1}}
                      - two: {call: echo, with: {n: 2}}
                      - three: {call: echo, with: {n: 3}}
                      - four: {call: echo, with: {n: 4}}
                      - five: {call: echo, with: {n: 5}}
                    """));

            // When
            killWhileStarting(standalone, client, accepted);

            // Then
            AuditTopic topic = new AuditTopic(standalone.bootstrapServers());
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .untilAsserted(() ->
                            assertThat(AuditTopic.ends(topic.read()).keySet()).containsAll(accepted));
            List<AuditRecord> audit = topic.read();
            assertThat(AuditTopic.ends(audit).values()).containsOnly(1);
            assertThat(audit.stream().map(AuditRecord::getId)).doesNotHaveDuplicates();
            assertThat(accepted).hasSizeGreaterThanOrEqualTo(RUNS);
            MainLine.expectLakeToHold(
                    standalone, audit.stream().map(AuditRecord::getId).toList());
        }
    }

    private static void killWhileStarting(Standalone standalone, Client client, Queue<String> accepted) {
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    for (int run = next.getAndIncrement(); run < RUNS; run = next.getAndIncrement()) {
                        startOnce(client, run, accepted);
                    }
                });
            }
            for (int kill = 1; kill <= KILLS; kill++) {
                int reached = RUNS * kill / (KILLS + 1);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> next.get() >= reached);
                standalone.process().kill();
                standalone.process().startAgain();
                standalone.process().awaitReady();
            }
        }
    }

    /** Starts a run under its own idempotency key until it is accepted, as a careful caller does. */
    private static void startOnce(Client client, int run, Queue<String> accepted) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
            try {
                Client.Answer answer = client.send(
                        Client.TENANT + "/workflows/five-steps/runs",
                        "POST",
                        "application/json",
                        "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Map.of("Idempotency-Key", "run-" + run));
                if (answer.status() == 202) {
                    accepted.add(answer.body().path("id").asString());
                    return true;
                }
                return false;
            } catch (Client.NoAnswer killed) {
                return false;
            }
        });
    }
}
