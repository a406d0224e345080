package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownPathTest {
    private static final String TOKEN = "AZqwertyuiopasdfghjklzAAAAABAAAAAAAAAAAAAAAAAAAAAAA";

    @ParameterizedTest
    @CsvSource({
        "/v1/tenants/t/callbacks/secret, /v1/tenants/t/callbacks/***",
        "/v1/tenants/t/callbacks/secret/, /v1/tenants/t/callbacks/***/",
        "/v1/tenants/t/callbacks//secret, /v1/tenants/t/callbacks//***",
        "/v1/tenants/t/call%62acks/secret, /v1/tenants/t/call%62acks/***",
        "/v1/tenants/t/callbacks;a=b/secret;c=d, /v1/tenants/t/callbacks;a=b/***",
        "/v1/tenants/t/callbacks/%zz, /v1/tenants/t/callbacks/***"
    })
    void shouldHideWhatFollowsCallbacksHoweverItIsWritten(String path, String shown) {
        // Given / When
        String text = ShownPath.of(path).text();

        // Then
        assertThat(text).isEqualTo(shown);
    }

    @Test
    void shouldHideATokenWhereverItStands() {
        // Given
        String path = "/v1/tenants/t/callback/" + TOKEN;

        // When
        String text = ShownPath.of(path).text();

        // Then
        assertThat(text).isEqualTo("/v1/tenants/t/callback/***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tenants/t/runs/r1/callbacks/3", "/v1/tenants/t/workflows/callback", "/", ""})
    void shouldShowEveryOtherPathAsItIs(String path) {
        // Given / When
        ShownPath shown = ShownPath.of(path);

        // Then
        assertThat(shown.text()).isEqualTo(path);
        assertThat(shown.hides()).isFalse();
    }

    @Test
    void shouldHideTheTokenInOtherTextsWhetherEscapedOrNot() {
        // Given
        ShownPath path = ShownPath.of("/v1/tenants/t/callbacks/sec%72et");

        // When
        String hidden = path.hide("POST /v1/tenants/t/callbacks/sec%72et failed for secret");

        // Then
        assertThat(hidden).isEqualTo("POST /v1/tenants/t/callbacks/*** failed for ***");
    }
}
