package io.millrace.gateway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.MasterKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only whoever has the key makes or reads a session. */
class SessionSealTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant END = NOW.plusSeconds(60);
    private static final Session SESSION =
            Session.of(new byte[Session.ID_BYTES], "abcdefgh", ByteBuffer.wrap(new byte[KeyRing.MARK_BYTES]), END);

    private final SessionSeal seal = seal("A");

    private static SessionSeal seal(String letter) {
        return new SessionSeal(new MasterKey(letter.repeat(42) + "A=", "1").derived(SessionSeal.PURPOSE));
    }

    @Test
    void shouldOpenWhatAnotherGatewayWithTheSameKeySealed() {
        // Given
        String text = seal("A").seal(SESSION);

        // When
        Optional<Session> opened = seal.open(text, NOW);

        // Then
        assertThat(opened).contains(SESSION);
        assertThat(text).matches("[A-Za-z0-9_-]+").doesNotContain("abcdefgh");
    }

    @Test
    void shouldNotOpenWhatWasSealedWithAnotherKey() {
        // Given
        String text = seal("B").seal(SESSION);

        // When
        Optional<Session> opened = seal.open(text, NOW);

        // Then
        assertThat(opened).isEmpty();
    }

    @Test
    void shouldNotOpenASessionThatHasEnded() {
        // Given
        String text = seal.seal(SESSION);

        // When
        Optional<Session> opened = seal.open(text, END);

        // Then
        assertThat(opened).isEmpty();
        assertThat(seal.open(text, END.minusMillis(1))).isPresent();
    }

    @Test
    void shouldNotOpenWhatWasChangedAnywhere() {
        // Given
        byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(SESSION));

        // When / Then
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed), NOW))
                    .as("byte " + i)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void shouldNotOpenWhatIsNoSession(String text) {
        // When
        Optional<Session> opened = seal.open(text, NOW);

        // Then
        assertThat(opened).isEmpty();
    }

    @Test
    void shouldNotOpenAnEndlessText() {
        // Given
        String text = "A".repeat(1_000_000);

        // When
        Optional<Session> opened = seal.open(text, NOW);

        // Then
        assertThat(opened).isEmpty();
    }
}
