package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.PLATFORM_KEY;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Whoever is signed in may do what the key may, from the own page alone, as long as the key is there. */
@ExtendWith(SharedSurroundings.class)
class SessionUseIT {
    private final Surroundings surroundings;
    private String tenant = "";

    SessionUseIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
        surroundings.trigger.forget();
        surroundings.audit.forget();
    }

    @Test
    void shouldReadWithTheRoleOfTheKey() {
        // Given
        WebTestClient client = surroundings.signedIn(surroundings.key(tenant, "viewer"));

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/v1/tenants/{tenant}/keys", tenant).exchange();

        // Then
        answer.expectStatus().isForbidden();
        client.get()
                .uri("/v1/tenants/{tenant}/workflows", tenant)
                .exchange()
                .expectStatus()
                .isOk();
        client.get()
                .uri("/v1/tenants/default/workflows")
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void shouldFollowALiveStreamWithoutTellingItsSourceTheSession() throws InterruptedException {
        // Given
        WebTestClient client = surroundings.signedIn(surroundings.key(tenant, "viewer"));

        // When
        WebTestClient.ResponseSpec answer =
                client.get().uri("/v1/tenants/{tenant}/stream", tenant).exchange();

        // Then
        String first = answer.expectStatus()
                .isOk()
                .returnResult(String.class)
                .getResponseBody()
                .blockFirst(Duration.ofSeconds(10));
        assertThat(first).isEqualTo("first");
        assertThat(surroundings.audit.next().headers().contains("Cookie")).isFalse();
    }

    @Test
    void shouldLeaveAWebhookItsOwnCookiesAlone() throws InterruptedException {
        // Given
        WebTestClient client = surroundings.signedIn(PLATFORM_KEY);

        // When
        WebTestClient.ResponseSpec answer = client.post()
                .uri("/hooks/{tenant}/orders", tenant)
                .cookie("shop", "1")
                .exchange();

        // Then
        answer.expectStatus().isAccepted();
        assertThat(surroundings.trigger.next().headers().get("Cookie")).isEqualTo("shop=1");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', 403",
        "1, '', '', 204",
        "1, same-origin, '', 204",
        "1, cross-site, '', 403",
        "1, same-site, '', 403",
        "1, '', http://evil.example, 403",
        "1, '', null, 403",
    })
    void shouldChangeSomethingOnlyForTheOwnPage(String console, String site, String origin, int status) {
        // Given
        String workflow = surroundings.workflow(tenant);
        WebTestClient.RequestHeadersSpec<?> request = surroundings
                .signedIn(PLATFORM_KEY)
                .delete()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}", tenant, workflow);
        header(request, "X-Millrace-Console", console);
        header(request, "Sec-Fetch-Site", site);
        header(request, "Origin", origin);

        // When
        WebTestClient.ResponseSpec answer = request.exchange();

        // Then
        answer.expectStatus().isEqualTo(status);
    }

    @Test
    void shouldFollowTheKeyWhereBothAreSent() {
        // Given
        String key = surroundings.key(tenant, "viewer");

        // When
        JsonNode session = json(surroundings
                .signedIn(PLATFORM_KEY)
                .get()
                .uri("/v1/session")
                .header("X-Api-Key", key)
                .exchange());

        // Then
        assertThat(session.get("tenant").stringValue()).isEqualTo(tenant);
    }

    @Test
    void shouldNotFallBackOnTheSessionWhenTheKeyIsWrong() {
        // When
        WebTestClient.ResponseSpec answer = surroundings
                .signedIn(PLATFORM_KEY)
                .get()
                .uri("/v1/session")
                .header("Authorization", "Bearer wrong")
                .exchange();

        // Then
        answer.expectStatus().isUnauthorized();
    }

    @Test
    void shouldEndTheSessionWithItsKey() {
        // Given
        String key = surroundings.key(tenant, "viewer");
        WebTestClient client = surroundings.signedIn(key);
        surroundings
                .platform()
                .delete()
                .uri("/v1/tenants/{tenant}/keys/{key}", tenant, key.split("_", -1)[1])
                .exchange()
                .expectStatus()
                .isNoContent();

        // When
        WebTestClient.ResponseSpec answer = client.get().uri("/v1/session").exchange();

        // Then
        answer.expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("The session has ended: sign in again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"forged", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldTakeAForgedCookieForNone(String value) {
        // Given
        WebTestClient client = Surroundings.withSession(surroundings.gateway, value);

        // When
        WebTestClient.ResponseSpec answer = client.get().uri("/v1/session").exchange();

        // Then
        answer.expectStatus().isUnauthorized();
        client.get().uri("/v1/openapi.json").exchange().expectStatus().isOk();
    }

    @Test
    void shouldBeAcceptedByEveryGateway() {
        // Given
        String cookie = surroundings.session(PLATFORM_KEY);
        try (ConfigurableApplicationContext other = surroundings.start()) {
            Surroundings.awaitReady(other);

            // When
            WebTestClient.ResponseSpec answer = Surroundings.withSession(other, cookie)
                    .get()
                    .uri("/v1/session")
                    .exchange();

            // Then
            answer.expectStatus().isOk();
        }
    }

    private static void header(WebTestClient.RequestHeadersSpec<?> request, String name, String value) {
        if (!value.isEmpty()) {
            request.header(name, value);
        }
    }
}
