package io.millrace.executor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class HttpCallTest {
    private static final HttpCall CALL = HttpCallReader.read("""
            {"method": "POST", "endpoint": "https://shop.example/orders?api_key=k3y", "body": {"id": 1}, "redirect": true,
             "headers": {"Authorization": "Bearer s3cret", "X-Api-Key": "k", "Cookie": "c", "Accept": "*/*"}}""");

    @Test
    void shouldKeepSecretsWithinTheirOrigin() {
        // When
        HttpCall same = CALL.redirectedTo(URI.create("https://shop.example:443/new"), 307);
        HttpCall otherHost = CALL.redirectedTo(URI.create("https://evil.example/new"), 307);
        HttpCall otherPort = CALL.redirectedTo(URI.create("https://shop.example:444/new"), 307);
        HttpCall plain = CALL.redirectedTo(URI.create("http://shop.example/new"), 307);

        // Then
        assertThat(same.headers()).containsKeys("Authorization", "X-Api-Key", "Cookie", "Accept");
        assertThat(otherHost.headers()).containsOnlyKeys("Accept", "Content-Type");
        assertThat(otherPort.headers()).containsOnlyKeys("Accept", "Content-Type");
        assertThat(plain.headers()).containsOnlyKeys("Accept", "Content-Type");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void shouldAskAgainWithGetAndWithoutBody(int status) {
        // When
        HttpCall redirected = CALL.redirectedTo(URI.create("https://shop.example/new"), status);

        // Then
        assertThat(redirected.method()).isEqualTo(HttpMethod.GET);
        assertThat(redirected.body()).isEmpty();
        assertThat(redirected.headers()).doesNotContainKey("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void shouldRepeatTheRequestWhereItWasMoved(int status) {
        // When
        HttpCall redirected = CALL.redirectedTo(URI.create("https://shop.example/new"), status);

        // Then
        assertThat(redirected.method()).isEqualTo(HttpMethod.POST);
        assertThat(redirected.body()).isEqualTo(CALL.body());
    }

    @Test
    void shouldNameItselfWithoutSecrets() {
        // When
        String named = CALL.named();

        // Then
        assertThat(named).isEqualTo("POST https://shop.example/orders");
    }

    @Test
    void shouldTellCalleesApartByHostAndPort() {
        // When
        String callee = CALL.callee();

        // Then
        assertThat(callee).isEqualTo("shop.example:443");
    }
}
