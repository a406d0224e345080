package io.millrace.executor.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    private static Authentication read(String json) {
        return Authentication.read(StepJson.MAPPER.readTree(json)).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '§', textBlock = """
            {"scheme": "basic", "username": "Aladdin", "password": "open sesame"}                   => Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
            {"scheme": "basic", "properties": "{\\"username\\": \\"test\\", \\"password\\": \\"123£\\"}"} => Basic dGVzdDoxMjPCow==
            {"scheme": "bearer", "token": "mF_9.B5f-4.1JqM"}                                        => Bearer mF_9.B5f-4.1JqM
            {"scheme": "bearer", "properties": "{\\"token\\": \\"abc\\"}"}                           => Bearer abc
            {"scheme": "bearer", "properties": "abc\\n"}                                             => Bearer abc
            """)
    void shouldSayWhoCalls(String json, String header) {
        // When
        Authentication authentication = read(json);

        // Then
        Authorization authorization = switch (authentication) {
            case Authentication.Basic basic -> basic.authorization();
            case Authentication.Bearer bearer -> bearer.authorization();
            default -> throw new AssertionError(authentication);
        };
        assertThat(authorization.header()).isEqualTo(header);
        assertThat(authentication.toString() + authorization).doesNotContain(authorization.parameter());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scheme\": \"basic\", \"username\": \"hush:hush\", \"password\": \"hush\"}",
                "{\"scheme\": \"basic\", \"username\": \"a\", \"password\": {\"hush\": 1}}",
                "{\"scheme\": \"basic\", \"properties\": \"hush\"}",
                "{\"scheme\": \"basic\", \"properties\": \"{\\\"usr\\\": \\\"hush\\\"}\"}",
                "{\"scheme\": \"digest\", \"username\": \"hush\\r\\n\", \"password\": \"\"}",
                "{\"scheme\": \"bearer\", \"token\": \"hush\\r\\nX: y\"}",
                "{\"scheme\": \"oauth2\", \"properties\": \"hush\"}",
                "{\"scheme\": \"oauth2\", \"grant\": \"hush\", \"authority\": \"https://a\"}",
                "{\"scheme\": \"oauth2\", \"grant\": \"client_credentials\", \"authority\": \"https://hush@a\"}",
                "{\"scheme\": \"oauth2\", \"grant\": \"client_credentials\", \"authority\": \"file:///hush\"}",
                "{\"scheme\": \"oauth2\", \"grant\": \"refresh_token\", \"authority\": \"https://a\"}",
                "{\"scheme\": \"certificate\"}"
            })
    void shouldRefuseWhatCannotBeSentWithoutQuotingIt(String json) {
        // When, Then
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void shouldSayNothingWhereNothingIsAskedFor() {
        // When
        var none = Authentication.read(StepJson.MAPPER.readTree("{}").path("authentication"));

        // Then
        assertThat(none).isEmpty();
    }
}
