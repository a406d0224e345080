package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.DOOR_SECRET;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.gateway.http.doors.InnerDoor;
import io.millrace.gateway.http.doors.InnerDoors;
import io.millrace.schemas.InternalIdentity;
import io.millrace.schemas.RunId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Requests for other services are passed on with a signed identity. */
@ExtendWith(SharedSurroundings.class)
class InnerDoorIT {
    private final Surroundings surroundings;
    private String tenant = "";

    InnerDoorIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
        surroundings.audit.forget();
        surroundings.trigger.forget();
    }

    private static InternalIdentity identity(InnerServiceDouble.Asked asked) {
        String path = asked.uri().split("\\?", 2)[0];
        return InternalIdentity.verify(
                        String.valueOf(asked.headers().get(InternalIdentity.HEADER)),
                        DOOR_SECRET,
                        asked.method(),
                        path,
                        Instant.now())
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/runs?workflow=a%20b&limit=3",
                "/runs/statistics?step=PT1H",
                "/runs/00000000000000000000000000",
                "/runs/00000000000000000000000000/history",
                "/audit?kind=run.input"
            })
    void shouldPassReadsOnToTheAuditService(String read) throws InterruptedException {
        // Given
        String key = surroundings.key(tenant, "viewer");
        URI uri = URI.create("http://localhost:"
                + surroundings.gateway.getEnvironment().getProperty("local.server.port") + "/v1/tenants/" + tenant
                + read);

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .with(key)
                .get()
                .uri(uri)
                .header("X-Millrace-Identity", "forged")
                .exchange();

        // Then
        answer.expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("X-Inner", "yes")
                .expectHeader()
                .doesNotExist("X-Hop")
                .expectBody()
                .jsonPath("$.from")
                .isEqualTo("inside");
        InnerServiceDouble.Asked asked = surroundings.audit.next();
        assertThat(asked.uri()).isEqualTo("/v1/tenants/" + tenant + read);
        assertThat(identity(asked)).isEqualTo(new InternalIdentity(tenant, key.split("_", -1)[1], "viewer"));
        assertThat(asked.headers().contains("Authorization")).isFalse();
        assertThat(asked.headers().getAll(InternalIdentity.HEADER)).hasSize(1);
    }

    @Test
    void shouldTellHowFarTheLogWasWhenTheRunWasStarted() throws InterruptedException {
        // Given
        String workflow = surroundings.workflow(tenant);
        String id = json(surroundings
                        .platform()
                        .post()
                        .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                        .exchange())
                .get("id")
                .stringValue();

        // When
        surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/runs/{id}", tenant, id)
                .exchange()
                .expectStatus()
                .isOk();
        surroundings
                .platform()
                .get()
                .uri("/v1/tenants/{tenant}/runs", tenant)
                .exchange()
                .expectStatus()
                .isOk();

        // Then
        String seen = RunId.parse(id).partition() + ":\\d+";
        assertThat(surroundings.audit.next().headers().get("X-Millrace-Seen")).matches(seen);
        assertThat(surroundings.audit.next().headers().get("X-Millrace-Seen")).matches(seen);
    }

    @Test
    void shouldPassAStreamOnAsItFlows() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        var stream = client.get()
                .uri("/v1/tenants/{tenant}/stream", tenant)
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class)
                .getResponseBody();

        // Then
        assertThat(stream.blockFirst(Duration.ofSeconds(10))).isEqualTo("first");
    }

    @Test
    void shouldPassWebhooksOnWithoutAskingForAKey() throws InterruptedException {
        // Given
        WebTestClient client = surroundings.anybody();

        // When
        WebTestClient.ResponseSpec answer = client.post()
                .uri("/hooks/{tenant}/pushes?a=b", tenant)
                .header("Authorization", "Bearer of the sender")
                .header("X-Hub-Signature-256", "sha256=00")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"ref\": \"main\"}")
                .exchange();

        // Then
        answer.expectStatus().isAccepted();
        InnerServiceDouble.Asked asked = surroundings.trigger.next();
        assertThat(asked.body()).isEqualTo("{\"ref\": \"main\"}");
        assertThat(asked.uri()).isEqualTo("/hooks/" + tenant + "/pushes?a=b");
        assertThat(asked.headers().get("Authorization")).isEqualTo("Bearer of the sender");
        assertThat(asked.headers().get("X-Hub-Signature-256")).isEqualTo("sha256=00");
        assertThat(identity(asked)).isEqualTo(new InternalIdentity(tenant, "public", "public"));
    }

    @Test
    void shouldLetTheTriggerServiceAnswerForUnknownTenants() throws InterruptedException {
        // Given
        WebTestClient client = surroundings.anybody();

        // When
        client.post()
                .uri("/hooks/no-such-tenant/pushes")
                .exchange()
                .expectStatus()
                .isAccepted();

        // Then
        assertThat(identity(surroundings.trigger.next()).tenant()).isEqualTo("no-such-tenant");
    }

    @Test
    void shouldRefuseWebhooksBeyondTheQuota() {
        // Given
        String busy = surroundings.tenant("{\"quotas\": {\"eventsPerSecond\": 1}}");
        WebTestClient client = surroundings.anybody();
        client.post()
                .uri("/hooks/{tenant}/pushes", busy)
                .exchange()
                .expectStatus()
                .isAccepted();

        // When
        WebTestClient.ResponseSpec answer =
                client.post().uri("/hooks/{tenant}/pushes", busy).exchange();

        // Then
        answer.expectStatus().isEqualTo(429);
    }

    @Test
    void shouldAskToComeBackWhenTheServiceIsDown() {
        // Given
        try (ConfigurableApplicationContext lonely = surroundings.start(
                "millrace.gateway.audit-url=http://localhost:1", "millrace.gateway.trigger-url=http://localhost:1")) {
            Surroundings.awaitReady(lonely);

            // When
            WebTestClient.ResponseSpec answer = Surroundings.anybody(lonely)
                    .post()
                    .uri("/hooks/{tenant}/pushes", tenant)
                    .exchange();

            // Then
            answer.expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "1")
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        }
    }

    @Test
    void shouldUseDoorsToServicesInTheSameProcessWhenThereAreSome() {
        // Given
        InnerDoor door = exchange -> {
            exchange.getResponse().setRawStatusCode(299);
            return exchange.getResponse().setComplete();
        };
        try (ConfigurableApplicationContext whole = surroundings.startWith(new InnerDoors(door, door))) {
            Surroundings.awaitReady(whole);

            // When
            WebTestClient.ResponseSpec answer = Surroundings.anybody(whole)
                    .post()
                    .uri("/hooks/{tenant}/pushes", tenant)
                    .exchange();

            // Then
            answer.expectStatus().isEqualTo(299);
        }
    }
}
