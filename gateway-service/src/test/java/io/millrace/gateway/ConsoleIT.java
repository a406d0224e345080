package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** The gateway serves its console, here one that consists of hardly anything. */
@ExtendWith(SharedSurroundings.class)
class ConsoleIT {
    private static final String SCRIPT = "/assets/start-4f2a91c0.js";

    private final Surroundings surroundings;

    ConsoleIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private WebTestClient.ResponseSpec open(String path) {
        return surroundings
                .anybody()
                .get()
                .uri(path)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                .exchange();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/index.html", "/runs", "/runs/01J0?status=faulted", "/workflows/orders.v2", "/tables/a/b"})
    void shouldAnswerThePageAtEveryPlaceOfTheConsole(String path) {
        // When
        WebTestClient.ResponseSpec answer = open(path);

        // Then
        answer.expectStatus()
                .isOk()
                .expectHeader()
                .contentTypeCompatibleWith(MediaType.TEXT_HTML)
                .expectHeader()
                .valueEquals("Cache-Control", "no-cache")
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<title>A console</title>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/nothing",
                "/v1",
                "/hooks/default",
                "/t/default/shop",
                "/actuator/nothing",
                "/schemas/nothing",
                "/subjects/nothing",
                "/assets/nothing.js",
                "/assets",
            })
    void shouldNotAnswerThePageForWhatIsNoPlaceOfTheConsole(String path) {
        // When
        WebTestClient.ResponseSpec answer = open(path);

        // Then
        answer.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldTellAProgramThatThereIsNothing() {
        // When
        WebTestClient.ResponseSpec answer = surroundings
                .anybody()
                .get()
                .uri("/runs")
                .header("Accept", "*/*")
                .exchange();

        // Then
        answer.expectStatus().isNotFound().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldLetBrowsersKeepWhatNeverChanges() {
        // When
        WebTestClient.ResponseSpec answer =
                surroundings.anybody().get().uri(SCRIPT).exchange();

        // Then
        answer.expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Content-Type", "text/javascript;charset=UTF-8")
                .expectHeader()
                .valueEquals("Cache-Control", "max-age=31536000, public, immutable")
                .expectHeader()
                .doesNotExist("Pragma")
                .expectHeader()
                .doesNotExist("Expires");
    }

    @Test
    void shouldSayThatAFileIsOfAnotherVersion() {
        // When
        WebTestClient.ResponseSpec answer =
                surroundings.anybody().get().uri("/assets/start-00000000.js").exchange();

        // Then
        answer.expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("load the page again"));
    }

    @Test
    void shouldSendThePageOnlyWhenItIsAnotherOne() {
        // Given
        String etag = open("/").expectBody().returnResult().getResponseHeaders().getETag();

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .anybody()
                .get()
                .uri("/")
                .header("If-None-Match", String.valueOf(etag))
                .exchange();

        // Then
        answer.expectStatus().isNotModified().expectBody().isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"gzip | true", "br, gzip;q=0.5 | true", "gzip;q=0 | false", "identity | false"})
    void shouldSendWhatIsPackedToWhoeverCanUnpackIt(String codings, boolean isPacked) throws IOException {
        // Given
        String request = "GET " + SCRIPT + " HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: " + codings
                + "\r\nConnection: close\r\n\r\n";

        // When
        String answer = surroundings.raw(request).toLowerCase(Locale.ROOT);

        // Then
        assertThat(answer.contains("content-encoding: gzip")).isEqualTo(isPacked);
        assertThat(answer).contains("vary: accept-encoding");
    }

    @Test
    void shouldAnswerHeadLikeGet() {
        // When
        WebTestClient.ResponseSpec answer =
                surroundings.anybody().method(HttpMethod.HEAD).uri("/").exchange();

        // Then
        answer.expectStatus().isOk().expectBody().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/../../io/millrace/gateway/http/about/openapi.json",
                "/assets/..%2f..%2fio/millrace/gateway/http/about/openapi.json",
                "/META-INF/MANIFEST.MF"
            })
    void shouldServeNothingElseOfTheClasspath(String path) throws IOException {
        // When
        String answer = surroundings.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 40").contains("application/problem+json");
    }

    @Test
    void shouldTellTheBrowserToTakeNothingFromElsewhere() {
        // When
        WebTestClient.ResponseSpec answer = open("/");

        // Then
        var headers = answer.expectBody().returnResult().getResponseHeaders();
        List<String> policy = List.of(
                String.valueOf(headers.getFirst("Content-Security-Policy")).split("; ", -1));
        assertThat(policy)
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data:",
                        "font-src 'self'",
                        "connect-src 'self'",
                        "manifest-src 'self'",
                        "base-uri 'none'",
                        "object-src 'none'",
                        "frame-ancestors 'none'",
                        "form-action 'self'");
        assertThat(headers.getFirst("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(headers.getFirst("Permissions-Policy")).contains("camera=()", "geolocation=()");
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
    }
}
