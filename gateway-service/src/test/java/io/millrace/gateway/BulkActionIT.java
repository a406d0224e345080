package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.records.AuditRecord;
import io.millrace.records.RunInput;
import io.millrace.records.SuspendRun;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Actions on many runs. */
@ExtendWith(SharedSurroundings.class)
class BulkActionIT {
    private final Surroundings surroundings;
    private String tenant = "";
    private List<String> runs = List.of();

    BulkActionIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void startSomeRuns() {
        tenant = surroundings.tenant();
        String workflow = surroundings.workflow(tenant);
        runs = IntStream.range(0, 4)
                .mapToObj(each -> json(surroundings
                                .platform()
                                .post()
                                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                                .exchange())
                        .get("id")
                        .stringValue())
                .toList();
        list("q=mine&cursor=second", page(runs.subList(2, 3), "waiting", null));
        list("q=mine", page(runs.subList(0, 2), "running", "second"));
        list("q=none", page(List.of(), "running", null));
    }

    private void list(String query, String json) {
        surroundings.audit.answer("/" + tenant + "/runs?brief=true&limit=500&" + query, json);
    }

    private static String page(List<String> ids, String status, @Nullable String next) {
        return "{\"items\": ["
                + Stream.concat(
                                ids.stream().map(id -> "{\"id\": \"" + id + "\", \"status\": \"" + status + "\"}"),
                                Stream.of("{\"id\": \"x\", \"status\": \"completed\"}"))
                        .collect(Collectors.joining(","))
                + "], \"next\": " + (next == null ? "null" : "\"" + next + "\"") + "}";
    }

    private WebTestClient.ResponseSpec act(String body) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/runs/actions", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private List<String> suspended() {
        return surroundings.<RunInput>read(TOPICS.runInputs(), tenant).stream()
                .filter(read -> read.value().getPayload() instanceof SuspendRun)
                .map(read -> read.key())
                .toList();
    }

    @Test
    void shouldCountTheRunsAndTouchNoneInADryRun() {
        // When
        WebTestClient.ResponseSpec answer =
                act("{\"action\": \"suspend\", \"filter\": {\"q\": \"mine\"}, \"dryRun\": true}");

        // Then
        JsonNode preview = json(answer.expectStatus().isOk());
        assertThat(preview.get("count").intValue()).isEqualTo(3);
        assertThat(preview.get("more").booleanValue()).isFalse();
        assertThat(preview.get("runs").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(runs.subList(0, 3));
        assertThat(suspended()).isEmpty();
    }

    @Test
    void shouldWorkAnActionOffAndTellHowFarItCame() {
        // When
        JsonNode begun = json(act("{\"action\": \"suspend\", \"filter\": {\"q\": \"mine\"}, \"ratePerSecond\": 100}")
                .expectStatus()
                .isAccepted());

        // Then
        String path =
                "/v1/tenants/" + tenant + "/runs/actions/" + begun.get("id").stringValue();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode progress = json(surroundings.platform().get().uri(path).exchange());
            assertThat(progress.get("status").stringValue()).isEqualTo("completed");
            assertThat(progress.get("accepted").intValue()).isEqualTo(3);
        });
        assertThat(suspended()).containsExactlyInAnyOrderElementsOf(runs.subList(0, 3));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant))
                        .filteredOn(read -> read.value().getKind().equals("runs.acted"))
                        .extracting(read -> read.value().getActor())
                        .containsExactly("platform0", "platform0"));
    }

    @Test
    void shouldShowWhichRunsRefused() {
        // Given
        String again = "{\"action\": \"suspend\", \"filter\": {\"q\": \"mine\"}, \"ratePerSecond\": 100}";
        await().until(() -> ended(act(again)).get("accepted").intValue() == 3);

        // When
        JsonNode action = ended(act(again));

        // Then
        assertThat(action.get("refused").intValue()).isEqualTo(3);
        assertThat(action.get("refusals").get(0).get("reason").stringValue()).startsWith("WRONG_STATUS");
    }

    private JsonNode ended(WebTestClient.ResponseSpec begun) {
        String path = "/v1/tenants/" + tenant + "/runs/actions/"
                + json(begun.expectStatus().isAccepted()).get("id").stringValue();
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> json(surroundings.platform().get().uri(path).exchange()),
                        action -> action.get("status").stringValue().equals("completed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"action\": \"delete\", \"filter\": {}}",
                "{\"action\": \"cancel\"}",
                "{\"action\": \"cancel\", \"filter\": {\"colour\": \"red\"}}",
                "{\"action\": \"cancel\", \"filter\": {}, \"ratePerSecond\": 0}",
                "{\"action\": \"cancel\", \"filter\": {}, \"dryRun\": 1}"
            })
    void shouldRefuseAnActionThatIsNotClear(String body) {
        // When
        WebTestClient.ResponseSpec answer = act(body);

        // Then
        answer.expectStatus().isEqualTo(422);
    }

    @Test
    void shouldNotShowTheActionOfAnotherTenant() {
        // Given
        JsonNode begun = json(act("{\"action\": \"cancel\", \"filter\": {\"q\": \"none\"}}")
                .expectStatus()
                .isAccepted());
        String other = surroundings.tenant();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .get()
                .uri(
                        "/v1/tenants/{tenant}/runs/actions/{id}",
                        other,
                        begun.get("id").stringValue())
                .exchange();

        // Then
        answer.expectStatus().isNotFound();
    }
}
