package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Who asks faster than the quota is told when to come back. */
@ExtendWith(SharedSurroundings.class)
class AdmissionIT {
    private static final int TRIES = 20;

    private final Surroundings surroundings;

    AdmissionIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Test
    void shouldRefuseStartsBeyondTheQuota() {
        // Given
        String tenant = surroundings.tenant("{\"quotas\": {\"startsPerSecond\": 1}}");
        String workflow = surroundings.workflow(tenant);
        WebTestClient client = surroundings.platform();

        // When
        List<FluxExchangeResult<Void>> answers = new ArrayList<>();
        for (int i = 0; i < TRIES; i++) {
            answers.add(client.post()
                    .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                    .exchange()
                    .returnResult(Void.class));
        }

        // Then
        assertThat(answers).anyMatch(answer -> answer.getStatus().value() == 202);
        assertThat(answers)
                .filteredOn(answer -> answer.getStatus().value() != 202)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.getStatus().value()).isEqualTo(429);
                    assertThat(answer.getResponseHeaders().getFirst("Retry-After"))
                            .isEqualTo("1");
                    assertThat(answer.getResponseHeaders().getContentType())
                            .isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
                });
    }

    @Test
    void shouldRefuseEventsBeyondTheQuota() {
        // Given
        String tenant = surroundings.tenant("{\"quotas\": {\"eventsPerSecond\": 2}}");
        String event = "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"t\"}";
        String minuteOfEvents = "[" + String.join(",", Collections.nCopies(120, event)) + "]";

        // When
        WebTestClient.ResponseSpec first = send(tenant, minuteOfEvents);
        WebTestClient.ResponseSpec second = send(tenant, minuteOfEvents);

        // Then
        first.expectStatus().isAccepted();
        second.expectStatus().isEqualTo(429);
    }

    @Test
    void shouldLetOtherTenantsInMeanwhile() {
        // Given
        String busy = surroundings.tenant("{\"quotas\": {\"eventsPerSecond\": 1}}");
        String other = surroundings.tenant("{\"quotas\": {\"eventsPerSecond\": 1}}");
        String one = "[{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"/s\", \"type\": \"t\"}]";
        send(busy, one).expectStatus().isAccepted();

        // When
        WebTestClient.ResponseSpec answer = send(other, one);

        // Then
        answer.expectStatus().isAccepted();
    }

    private WebTestClient.ResponseSpec send(String tenant, String batch) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/events", tenant)
                .header("Content-Type", "application/cloudevents-batch+json")
                .bodyValue(batch)
                .exchange();
    }
}
