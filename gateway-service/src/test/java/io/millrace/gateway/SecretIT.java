package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.MASTER_KEY;
import static io.millrace.gateway.Surroundings.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Secret;
import io.millrace.schemas.SecretCipher;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Secrets go in and never come out. */
@ExtendWith(SharedSurroundings.class)
class SecretIT {
    private static final String VALUE = "correct horse battery staple";

    private final Surroundings surroundings;
    private String path = "";
    private String tenant = "";

    SecretIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
        path = "/v1/tenants/" + tenant + "/secrets/hub";
    }

    private WebTestClient.ResponseSpec put(String body) {
        return surroundings
                .platform()
                .put()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void shouldSealASecret() {
        // Given
        String body = "{\"value\": \"" + VALUE + "\"}";

        // When
        WebTestClient.ResponseSpec answer = put(body);

        // Then
        answer.expectStatus()
                .isCreated()
                .expectBody(String.class)
                .value(text -> assertThat(text).doesNotContain(VALUE));
        SecretCipher cipher = new SecretCipher(MASTER_KEY, "1", new SecureRandom());
        assertThat(surroundings.<Secret>read(TOPICS.secrets(), 1, tenant))
                .singleElement()
                .satisfies(kept -> assertThat(cipher.open(kept.value())).isEqualTo(VALUE));
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant)).anySatisfy(act -> {
            assertThat(act.value().getKind()).isEqualTo("secret.changed");
            assertThat(act.value().toString()).doesNotContain(VALUE);
        });
    }

    @Test
    void shouldNotReadASecret() {
        // Given
        put("{\"value\": \"" + VALUE + "\"}").expectStatus().isCreated();

        // When
        WebTestClient.ResponseSpec answer =
                surroundings.platform().get().uri(path).exchange();

        // Then
        answer.expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .values("Allow", allow -> assertThat(String.join(",", allow)).contains("PUT", "DELETE"));
    }

    @Test
    void shouldReplaceAndDelete() {
        // Given
        put("{\"value\": \"old\"}").expectStatus().isCreated();
        put("{\"value\": \"new\"}").expectStatus().isOk();

        // When
        WebTestClient.ResponseSpec answer =
                surroundings.platform().delete().uri(path).exchange();

        // Then
        answer.expectStatus().isNoContent();
        surroundings
                .platform()
                .method(HttpMethod.DELETE)
                .uri(path)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void shouldRefuseASecretWithoutAValueAndNeverRepeatIt() {
        // Given
        String body = "{\"secret\": \"" + VALUE + "\"}";

        // When
        WebTestClient.ResponseSpec answer = put(body);

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("/value").doesNotContain(VALUE));
    }
}
