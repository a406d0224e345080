package io.millrace.gateway.http.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** What another site makes a browser send is told from what the own page sends. */
class OwnPageTest {
    private static MockServerHttpRequest.BodyBuilder request(String method) {
        return MockServerHttpRequest.method(HttpMethod.valueOf(method), "http://millrace.example:8080/v1/tenants/shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void shouldNotAskWhereAReadComesFrom(String method) {
        // Given
        MockServerHttpRequest read =
                request(method).header("Sec-Fetch-Site", "cross-site").build();

        // When / Then
        assertThatCode(() -> OwnPage.check(read)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void shouldRefuseAChangeWithoutTheHeader(String method) {
        // Given
        MockServerHttpRequest change =
                request(method).header("Sec-Fetch-Site", "same-origin").build();

        // When / Then
        assertThatThrownBy(() -> OwnPage.check(change))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Forbidden.class))
                .hasMessageContaining("X-Millrace-Console: 1");
    }

    @Test
    void shouldTakeAChangeFromABrowserThatSaysNothingOfItsOrigin() {
        // Given
        MockServerHttpRequest change =
                request("POST").header("X-Millrace-Console", "1").build();

        // When / Then
        assertThatCode(() -> OwnPage.check(change)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "http://millrace.example:8080, http://millrace.example:8080/",
        "http://MILLRACE.example:8080, http://millrace.example:8080/",
        "https://millrace.example, http://millrace.example/",
        "https://millrace.example:443, https://millrace.example/",
        "http://[::1]:8080, http://[::1]:8080/",
    })
    void shouldTakeAChangeOfTheOwnPage(String origin, String address) {
        // Given
        MockServerHttpRequest change = MockServerHttpRequest.post(address)
                .header("X-Millrace-Console", "1")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", origin)
                .build();

        // When / Then
        assertThatCode(() -> OwnPage.check(change)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, http://millrace.example",
        "Origin, http://millrace.example:9090",
        "Origin, http://evil.example:8080",
        "Origin, http://millrace.example:8080.evil.example",
        "Origin, null",
        "Origin, ''",
        "Origin, '::'",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
    })
    void shouldRefuseAChangeThatComesFromElsewhere(String header, String value) {
        // Given
        MockServerHttpRequest change = request("POST")
                .header("X-Millrace-Console", "1")
                .header(header, value)
                .build();

        // When / Then
        assertThatThrownBy(() -> OwnPage.check(change)).hasMessageContaining("another site");
    }
}
