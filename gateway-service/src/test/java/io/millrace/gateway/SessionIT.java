package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.PLATFORM_KEY;
import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static io.millrace.gateway.Surroundings.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** A cookie stands for a key. */
@ExtendWith(SharedSurroundings.class)
class SessionIT {
    private static final String COOKIE = Surroundings.SESSION;

    private final Surroundings surroundings;
    private String tenant = "";

    SessionIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void makeTenant() {
        tenant = surroundings.tenant();
    }

    private ResponseCookie cookie(String key) {
        return cookie(signIn(surroundings.anybody(), key).exchange());
    }

    private static ResponseCookie cookie(WebTestClient.ResponseSpec answer) {
        ResponseCookie cookie =
                answer.expectBody().returnResult().getResponseCookies().getFirst(COOKIE);
        assertThat(cookie).isNotNull();
        return cookie;
    }

    @Test
    void shouldSignInWithAKey() {
        // Given
        String key = surroundings.key(tenant, "editor");
        Instant before = Instant.now();

        // When
        JsonNode session = json(signIn(surroundings.anybody(), key).exchange());

        // Then
        assertThat(session.get("tenant").stringValue()).isEqualTo(tenant);
        assertThat(session.get("role").stringValue()).isEqualTo("editor");
        assertThat(session.get("keyId").stringValue()).isEqualTo(key.split("_", -1)[1]);
        assertThat(session.get("label").stringValue()).isEmpty();
        assertThat(Duration.between(
                        before, Instant.parse(session.get("expiresAt").stringValue())))
                .isBetween(
                        Duration.ofHours(12).minusSeconds(1),
                        Duration.ofHours(12).plusMinutes(1));
    }

    @Test
    void shouldGiveACookieThatNeitherScriptsNorOtherSitesCanUse() {
        // When
        ResponseCookie cookie = cookie(PLATFORM_KEY);

        // Then
        assertThat(cookie.isHttpOnly()).isTrue();
        assertThat(cookie.getSameSite()).isEqualTo("Strict");
        assertThat(cookie.getPath()).isEqualTo("/");
        assertThat(cookie.getMaxAge()).isEqualTo(Duration.ofHours(12));
        assertThat(cookie.isSecure()).isFalse();
        assertThat(cookie.getValue()).doesNotContain(PLATFORM_KEY.split("_", 3));
    }

    @Test
    void shouldKeepTheCookieToEncryptedConnectionsWhereTheyAre() {
        // Given
        WebTestClient client = surroundings
                .anybody()
                .mutate()
                .defaultHeader("X-Forwarded-Proto", "https")
                .build();

        // When
        WebTestClient.ResponseSpec answer = signIn(client, PLATFORM_KEY).exchange();

        // Then
        assertThat(cookie(answer).isSecure()).isTrue();
    }

    @Test
    void shouldSayWhoIsSignedIn() {
        // Given
        WebTestClient client = surroundings.signedIn(PLATFORM_KEY);

        // When
        JsonNode session = json(client.get().uri("/v1/session").exchange());

        // Then
        assertThat(session.get("tenant").stringValue()).isEqualTo("*");
        assertThat(session.get("role").stringValue()).isEqualTo("platform-admin");
        assertThat(session.get("label").stringValue()).isEqualTo("bootstrap");
        assertThat(session.get("expiresAt").isNull()).isFalse();
    }

    @Test
    void shouldSayWhoseKeyItIs() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        JsonNode session = json(client.get().uri("/v1/session").exchange());

        // Then
        assertThat(session.get("keyId").stringValue()).isEqualTo("platform0");
        assertThat(session.get("expiresAt").isNull()).isTrue();
    }

    @Test
    void shouldSayThatNobodyIsSignedIn() {
        // When
        WebTestClient.ResponseSpec answer =
                surroundings.anybody().get().uri("/v1/session").exchange();

        // Then
        answer.expectStatus().isUnauthorized().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldRefuseAWrongKeyAndGiveNoCookie() {
        // Given
        String wrong = "mk_platform0_" + "A".repeat(43);

        // When
        WebTestClient.ResponseSpec answer =
                signIn(surroundings.anybody(), wrong).exchange();

        // Then
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .doesNotExist("Set-Cookie")
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).doesNotContain("AAAA"));
    }

    @Test
    void shouldSlowDownWhoeverTriesKeyAfterKey() {
        // Given: a gateway of its own, so that no other test is slowed down
        try (ConfigurableApplicationContext gateway = surroundings.start()) {
            Surroundings.awaitReady(gateway);
            WebTestClient client = Surroundings.anybody(gateway);
            for (int i = 0; i < 20; i++) {
                signIn(client, "wrong " + i).exchange().expectStatus().isUnauthorized();
            }

            // When
            WebTestClient.ResponseSpec answer = signIn(client, "wrong again").exchange();

            // Then
            answer.expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
        }
    }

    @Test
    void shouldSignOutAndTakeTheCookieAway() {
        // Given
        WebTestClient client = surroundings.signedIn(PLATFORM_KEY);

        // When
        WebTestClient.ResponseSpec answer = client.delete()
                .uri("/v1/session")
                .header("X-Millrace-Console", "1")
                .exchange();

        // Then
        answer.expectStatus()
                .isNoContent()
                .expectCookie()
                .valueEquals(COOKIE, "")
                .expectCookie()
                .maxAge(COOKIE, Duration.ZERO);
    }

    @Test
    void shouldHaveNothingToDoWhenNobodySignsOut() {
        // When
        WebTestClient.ResponseSpec answer =
                surroundings.anybody().delete().uri("/v1/session").exchange();

        // Then
        answer.expectStatus().isNoContent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null"})
    void shouldNotLetAnotherSiteSignSomebodyIn(String origin) {
        // Given
        WebTestClient client =
                surroundings.anybody().mutate().defaultHeader("Origin", origin).build();

        // When
        WebTestClient.ResponseSpec answer = signIn(client, PLATFORM_KEY).exchange();

        // Then
        answer.expectStatus().isForbidden();
    }

    @Test
    void shouldRecordWhoSignedInAndOut() {
        // Given
        String key = surroundings.key(tenant, "viewer");

        // When
        surroundings
                .signedIn(key)
                .method(HttpMethod.DELETE)
                .uri("/v1/session")
                .header("X-Millrace-Console", "1")
                .exchange()
                .expectStatus()
                .isNoContent();

        // Then
        List<AuditRecord> acts = surroundings.<AuditRecord>read(TOPICS.audit(), tenant).stream()
                .map(ConsumerRecord::value)
                .filter(act -> act.getKind().startsWith("session."))
                .toList();
        assertThat(acts).extracting(AuditRecord::getKind).containsExactlyInAnyOrder("session.opened", "session.closed");
        assertThat(acts).allSatisfy(act -> {
            assertThat(act.getActor()).isEqualTo(key.split("_", -1)[1]);
            assertThat(act.toString()).doesNotContain(key.split("_", 3)[2]);
        });
    }
}
