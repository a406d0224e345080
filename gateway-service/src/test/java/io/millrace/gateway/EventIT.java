package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Events arrive in every mode of CloudEvents over HTTP. */
@ExtendWith(SharedSurroundings.class)
class EventIT {
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final Surroundings surroundings;
    private String tenant = "";

    EventIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
    }

    private WebTestClient.ResponseSpec send(String contentType, String body) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/events", tenant)
                .header("Content-Type", contentType)
                .bodyValue(body.getBytes(StandardCharsets.UTF_8))
                .exchange();
    }

    private static String event(String id, String more) {
        return "{\"specversion\": \"1.0\", \"id\": \"" + id + "\", \"source\": \"/till/4\", \"type\": \"sale\"" + more
                + "}";
    }

    @Test
    void shouldTakeAStructuredEvent() {
        // Given
        String event = event(
                "1",
                ", \"subject\": \"till-4\", \"time\": \"2026-11-20T08:30:00+01:00\","
                        + " \"vip\": true, \"data\": {\"sum\": 3}");

        // When
        WebTestClient.ResponseSpec answer = send(STRUCTURED, event);

        // Then
        answer.expectStatus().isAccepted().expectBody().jsonPath("$.accepted").isEqualTo(1);
        assertThat(surroundings.<CloudEvent>read(TOPICS.events(), tenant))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.key()).isEqualTo(tenant + "/till-4");
                    assertThat(read.value().getData()).isEqualTo("{\"sum\":3}");
                    assertThat(read.value().getTime()).isEqualTo(Instant.parse("2026-11-20T07:30:00Z"));
                    assertThat(read.value().getExtensions()).containsEntry("vip", "true");
                });
    }

    @Test
    void shouldTakeABinaryEvent() {
        // Given
        WebTestClient.RequestBodySpec request =
                surroundings.platform().post().uri("/v1/tenants/{tenant}/events", tenant);

        // When
        WebTestClient.ResponseSpec answer = request.header("ce-specversion", "1.0")
                .header("ce-id", "1")
                .header("ce-source", "/till/4")
                .header("ce-type", "sale")
                .header("ce-town", "K%C3%B6ln")
                .header("Content-Type", "application/json")
                .bodyValue("{\"sum\": 3}")
                .exchange();

        // Then
        answer.expectStatus().isAccepted();
        assertThat(surroundings.<CloudEvent>read(TOPICS.events(), tenant))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.key()).isEqualTo(tenant + "//till/4#1");
                    assertThat(read.value().getData()).isEqualTo("{\"sum\": 3}");
                    assertThat(read.value().getExtensions()).containsEntry("town", "Köln");
                });
    }

    @Test
    void shouldTakeABatch() {
        // Given
        String batch = IntStream.range(0, 20)
                .mapToObj(i -> event(Integer.toString(i), ", \"subject\": \"same\""))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        WebTestClient.ResponseSpec answer = send(BATCH, batch);

        // Then
        answer.expectStatus().isAccepted().expectBody().jsonPath("$.accepted").isEqualTo(20);
        assertThat(surroundings.<CloudEvent>read(TOPICS.events(), tenant))
                .extracting(read -> read.value().getId())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20).mapToObj(Integer::toString).toList());
    }

    @Test
    void shouldTakeNoneOfABatchWhenOneIsWrong() {
        // Given
        String batch = "[" + event("1", "") + ", {\"specversion\": \"0.3\", \"id\": \"2\", \"source\": \"/s\"}]";

        // When
        WebTestClient.ResponseSpec answer = send(BATCH, batch);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/1/specversion")
                .jsonPath("$.errors[1].pointer")
                .isEqualTo("/1/type");
        assertThat(surroundings.<CloudEvent>read(TOPICS.events(), tenant)).isEmpty();
    }

    @Test
    void shouldRefuseABatchOfMoreThanAThousand() {
        // Given
        String batch = IntStream.range(0, 1_001)
                .mapToObj(i -> event(Integer.toString(i), ""))
                .collect(Collectors.joining(",", "[", "]"));

        // When
        WebTestClient.ResponseSpec answer = send(BATCH, batch);

        // Then
        answer.expectStatus().isEqualTo(413);
    }

    @Test
    void shouldKeepLargeDataOutsideOfTheEvent() {
        // Given
        String event = event("1", ", \"data\": {\"text\": \"" + "x".repeat(300_000) + "\"}");

        // When
        WebTestClient.ResponseSpec answer = send(STRUCTURED, event);

        // Then
        answer.expectStatus().isAccepted();
        assertThat(surroundings.<CloudEvent>read(TOPICS.events(), tenant))
                .singleElement()
                .satisfies(read -> assertThat(read.value().getData()).startsWith("@claim:"));
    }

    @Test
    void shouldRefuseLargeDataThatIsNotJson() {
        // Given
        String event = event("1", ", \"datacontenttype\": \"text/plain\", \"data\": \"" + "x".repeat(300_000) + "\"");

        // When
        WebTestClient.ResponseSpec answer = send(STRUCTURED, event);

        // Then
        answer.expectStatus().isEqualTo(413);
    }

    @Test
    void shouldRefuseABodyBeyondTheLimit() {
        // Given
        String batch = "[" + event("1", ", \"data\": \"" + "x".repeat(2 * 1024 * 1024) + "\"") + "]";

        // When
        WebTestClient.ResponseSpec answer = send(BATCH, batch);

        // Then
        answer.expectStatus().isEqualTo(413);
    }

    @Test
    void shouldRefuseWhatIsNoCloudEvent() {
        // Given
        String body = "{\"sum\": 3}";

        // When
        WebTestClient.ResponseSpec answer = send("application/json", body);

        // Then
        answer.expectStatus().isEqualTo(415);
    }

    @Test
    void shouldRefuseBrokenJson() {
        // Given
        String body = "{\"specversion\": ";

        // When
        WebTestClient.ResponseSpec answer = send(STRUCTURED, body);

        // Then
        answer.expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].line")
                .isEqualTo(1);
    }
}
