package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretReferencesTest {

    private static String value(String secret, @Nullable String field) {
        return "<" + secret + (field == null ? "" : "." + field) + ">";
    }

    @Test
    void shouldKeepItsPlaceInTheTextThatItIsJoinedWith() {
        // Given
        String text = "Bearer " + SecretReferences.to("token") + ", " + SecretReferences.to("db", "user/name");

        // When
        String resolved = SecretReferences.resolved(text, SecretReferencesTest::value);

        // Then
        assertThat(resolved).isEqualTo("Bearer <token>, <db.user/name>");
    }

    @Test
    void shouldEncodeTheValueNotTheReference() {
        // Given
        String pair = "ann:" + SecretReferences.to("password");
        String text = SecretReferences.base64(pair) + " " + SecretReferences.uri(SecretReferences.base64(pair));

        // When
        String resolved = SecretReferences.resolved(text, (_, _) -> "pass");

        // Then
        assertThat(resolved).isEqualTo("YW5uOnBhc3M= YW5uOnBhc3M%3D");
    }

    @Test
    void shouldNameTheSecretsThatATextRefersTo() {
        // Given
        String text = SecretReferences.base64("a" + SecretReferences.to("one") + SecretReferences.to("two", "field"));

        // When
        var names = SecretReferences.names("x" + text + SecretReferences.to("three"));

        // Then
        assertThat(names).containsExactly("one", "three", "two");
    }

    @Test
    void shouldShowPeopleNothingOfAReference() {
        // Given
        String text = "a " + SecretReferences.base64("u:" + SecretReferences.to("one")) + " b";

        // When
        String masked = SecretReferences.masked(text);

        // Then
        assertThat(masked).isEqualTo("a *** b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFDD0token\uFDD1", "\uFDD0", "x\uFDD1"})
    void shouldLeaveNothingOfAForgedReference(String forged) {
        // When
        String neutralized = SecretReferences.neutralized(forged);

        // Then
        assertThat(SecretReferences.in(neutralized)).isFalse();
        assertThat(SecretReferences.resolved(neutralized, SecretReferencesTest::value))
                .isEqualTo(neutralized);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\uFDD0\"", "\"\\ufdd0\"", "\"\\uFdD1\"", "{\"\\uFDD0a\": 1}"})
    void shouldSeeAReferenceInJsonHoweverItIsWritten(String json) {
        // When
        boolean seen = SecretReferences.inJson(json);

        // Then
        assertThat(seen).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFDD0token", "token\uFDD1", "\uFDD0@base64:\uFDD0a\uFDD1"})
    void shouldRefuseAReferenceThatWasCut(String cut) {
        // When, Then
        assertThatThrownBy(() -> SecretReferences.resolved(cut, SecretReferencesTest::value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("part of a reference");
    }

    @Test
    void shouldRefuseToEncodeOverAndOver() {
        // Given
        String text = SecretReferences.to("a");
        for (int i = 0; i < 10; i++) {
            text = SecretReferences.base64(text);
        }
        String nested = text;

        // When, Then
        assertThatThrownBy(() -> SecretReferences.resolved(nested, SecretReferencesTest::value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("times over");
    }
}
