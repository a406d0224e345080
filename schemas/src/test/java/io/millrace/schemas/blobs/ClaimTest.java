package io.millrace.schemas.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimTest {
    private static final String HASH = "0123456789abcdef".repeat(4);

    @Test
    void shouldReadWhatItWrote() {
        // Given
        Claim claim = new Claim(HASH, 5_000_000);

        // When
        Optional<Claim> read = Claim.parse(claim.toString());

        // Then
        assertThat(read).contains(claim);
        assertThat(Claim.length(claim.toString())).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\"@claim:\"", "null", "", " @claim:", "[\"@claim:a:1\"]"})
    void shouldLeaveJsonAlone(String json) {
        // When / Then
        assertThat(Claim.parse(json)).isEmpty();
        assertThat(Claim.length(json)).isEqualTo(json.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@claim:",
                "@claim:../../../etc/passwd:10",
                "@claim:../0123456789abcdef0123456789abcdef0123456789abcdef0123456789abc:10",
                "@claim:0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef:10",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:0",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:-1",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:99999999999",
                "@claim:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef:10\n"
            })
    void shouldRefuseWhatOnlyBeginsLikeAClaim(String text) {
        // When / Then
        assertThatThrownBy(() -> Claim.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Claim.length(text)).isEqualTo(text.length());
    }

    @Test
    void shouldNeverBeTalkedIntoAnotherFileThanAHash() {
        // Given
        long seed = 20_261_121;
        Random random = new Random(seed);
        String alphabet = "0123456789abcdef./\\:@%\u0000\n ABCDEF-";

        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(new Claim(HASH, 1 + random.nextInt(1_000_000)).toString());
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = 7 + random.nextInt(text.length() - 7);
                text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            }

            // When
            Optional<Claim> read;
            try {
                read = Claim.parse(text.toString());
            } catch (IllegalArgumentException refused) {
                continue;
            }

            // Then
            assertThat(read).as("seed %d, %s", seed, text).hasValueSatisfying(claim -> {
                assertThat(claim.sha256()).matches("[0-9a-f]{64}");
                assertThat(claim.bytes()).isPositive();
            });
        }
    }
}
