package io.millrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackTokenTest {
    private static final RunId RUN = new RunId(7L << 16 | 3, 42);
    private static final byte[] CODE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};

    private static String text(int position) {
        ByteBuffer token =
                ByteBuffer.allocate(38).put(RUN.bytes()).putInt(position).put(CODE);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    @Test
    void shouldReadRunPositionAndCode() {
        // When
        CallbackToken token = CallbackToken.parse(text(9)).orElseThrow();

        // Then
        assertThat(token.run()).isEqualTo(RUN);
        assertThat(token.position()).isEqualTo(9);
        assertThat(token.codeBytes()).isEqualTo(ByteBuffer.wrap(CODE));
    }

    @Test
    void shouldNotShowTheCodeInATextAboutIt() {
        // Given
        CallbackToken token = CallbackToken.parse(text(9)).orElseThrow();

        // When
        String shown = token.toString();

        // Then
        assertThat(shown).contains(RUN.toString()).doesNotContain(token.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void shouldNotTakeWhatIsNoToken(String text) {
        // When
        Optional<CallbackToken> token = CallbackToken.parse(text);

        // Then
        assertThat(token).isEmpty();
    }
}
