package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Triggers are declared, changed and deleted. */
@ExtendWith(SharedSurroundings.class)
class TriggerIT {
    private static final String WEBHOOK = """
            {"type": "webhook",
             "authentication": {"scheme": "github", "secret": "hub"},
             "target": {"workflow": "classify"}}""";

    private final Surroundings surroundings;
    private String tenant = "";

    TriggerIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
    }

    private WebTestClient.ResponseSpec put(String definition) {
        return surroundings
                .platform()
                .put()
                .uri("/v1/tenants/{tenant}/triggers/pushes", tenant)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(definition)
                .exchange();
    }

    @Test
    void shouldMakeAWebhook() {
        // Given
        String definition = WEBHOOK;

        // When
        WebTestClient.ResponseSpec answer = put(definition);

        // Then
        answer.expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("pushes")
                .jsonPath("$.authentication.scheme")
                .isEqualTo("github")
                .jsonPath("$.revision")
                .isEqualTo(1);
        assertThat(surroundings.<Trigger>read(TOPICS.triggers(), 1, tenant))
                .singleElement()
                .satisfies(written -> {
                    assertThat(written.key()).isEqualTo(tenant + "/pushes");
                    assertThat(written.value().getDefinition()).doesNotContain("revision");
                });
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant))
                .anySatisfy(act -> assertThat(act.value().getKind()).isEqualTo("trigger.changed"));
    }

    @Test
    void shouldCountTheChanges() {
        // Given
        put(WEBHOOK).expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer = put(WEBHOOK.replace("classify", "other"));

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.revision").isEqualTo(2);
    }

    @Test
    void shouldReadListAndDelete() {
        // Given
        put(WEBHOOK).expectStatus().isCreated();
        WebTestClient client = surroundings.platform();
        String path = "/v1/tenants/" + tenant + "/triggers";
        assertThat(json(client.get().uri(path).exchange()).get("items")).hasSize(1);
        client.get().uri(path + "/pushes").exchange().expectStatus().isOk();

        // When
        WebTestClient.ResponseSpec answer =
                client.delete().uri(path + "/pushes").exchange();

        // Then
        answer.expectStatus().isNoContent();
        client.get().uri(path + "/pushes").exchange().expectStatus().isNotFound();
        client.delete().uri(path + "/pushes").exchange().expectStatus().isNotFound();
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant))
                .anySatisfy(act -> assertThat(act.value().getKind()).isEqualTo("trigger.deleted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "mqtt", "kafka", "amqp", "rocketmq", "object-storage"})
    void shouldSayThatOtherTypesComeLater(String type) {
        // Given
        String definition = "{\"type\": \"" + type + "\"}";

        // When
        WebTestClient.ResponseSpec answer = put(definition);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].detail")
                .value(String.class, detail -> assertThat(detail).contains("not supported by this version"));
    }
}
