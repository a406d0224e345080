package io.millrace.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {
    private static final String SECRET = "A".repeat(43);

    @Test
    void shouldReadWhatItRevealed() {
        // Given
        byte[] randomness = new byte[KeyText.ID_BYTES + KeyText.SECRET_BYTES];
        Arrays.fill(randomness, (byte) 0xfb);
        KeyText made = KeyText.of(randomness);

        // When
        KeyText read = KeyText.parse(made.reveal()).orElseThrow();

        // Then
        assertThat(read).isEqualTo(made);
        assertThat(read.secret()).contains("_");
        assertThat(read.hash()).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "mk_", "mk_short_" + "A", "MK_abcdefgh_", "mk_ABCDEFGH_", "xx_abcdefgh_", "mk_abcdefgh"})
    void shouldReadNothingElse(String beginning) {
        // Given
        String text = beginning + (beginning.endsWith("_") ? SECRET.substring(1) : "");

        // When
        var read = KeyText.parse(text);

        // Then
        assertThat(read).isEmpty();
    }

    @Test
    void shouldKeepTheSecretToItself() {
        // Given
        KeyText key = new KeyText("abcdefgh", SECRET);

        // When
        String text = key.toString();

        // Then
        assertThat(text).contains("abcdefgh").doesNotContain(SECRET);
    }

    @Test
    void shouldNotBeMadeOfTooLittleRandomness() {
        // Given
        byte[] tooFew = new byte[39];

        // When / Then
        assertThatThrownBy(() -> KeyText.of(tooFew)).isInstanceOf(IllegalArgumentException.class);
    }
}
