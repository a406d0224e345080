package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.RunInput;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The broker goes away under load and comes back: callers are told, and nothing accepted is lost. */
class OutageIT {
    private static final int CALLERS = 4;

    @Test
    void shouldTellCallersToComeBackAndLoseNothing() {
        try (Surroundings surroundings = new Surroundings("millrace.gateway.append-timeout=2s")) {
            // Given
            String tenant = surroundings.tenant();
            String workflow = surroundings.workflow(tenant);
            Set<String> accepted = ConcurrentHashMap.newKeySet();
            Set<Integer> refusals = ConcurrentHashMap.newKeySet();
            AtomicInteger toldToComeBack = new AtomicInteger();
            AtomicBoolean stop = new AtomicBoolean();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < CALLERS; i++) {
                    callers.execute(() -> {
                        while (!stop.get()) {
                            EntityExchangeResult<byte[]> answer = start(surroundings, tenant, workflow);
                            if (answer.getStatus().value() == 202) {
                                accepted.add(
                                        json(answer.getResponseBody()).get("id").stringValue());
                            } else {
                                refusals.add(answer.getStatus().value());
                                if (answer.getResponseHeaders().containsHeader("Retry-After")) {
                                    toldToComeBack.incrementAndGet();
                                }
                            }
                        }
                    });
                }
                await().until(() -> accepted.size() > 20);

                // When
                surroundings.broker.stop();
                await().atMost(Duration.ofSeconds(30)).until(() -> toldToComeBack.get() > CALLERS);
                assertNotReady(surroundings);
                surroundings.broker.startAgain();
                int before = accepted.size();
                await().atMost(Duration.ofSeconds(60)).until(() -> accepted.size() > before + 20);
                stop.set(true);
            }

            // Then
            assertThat(refusals).containsExactly(503);
            assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                    .extracting(ConsumerRecord::key)
                    .containsAll(accepted);
            Surroundings.awaitReady(surroundings.gateway);
        }
    }

    private static void assertNotReady(Surroundings surroundings) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> surroundings
                        .anybody()
                        .get()
                        .uri("/actuator/health/readiness")
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503));
    }

    private static EntityExchangeResult<byte[]> start(Surroundings surroundings, String tenant, String workflow) {
        WebTestClient client = surroundings.platform();
        return client.post()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectBody()
                .returnResult();
    }
}
