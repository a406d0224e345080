package io.millrace.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.records.Secret;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasterKeyTest {
    private static final String KEY = "A".repeat(43) + "=";

    @Test
    void shouldOpenWhatTheSameKeySealedElsewhere() {
        // Given
        Secret sealed = new MasterKey(KEY, "1").cipher().seal("acme", "token", "value", Instant.EPOCH);

        // When
        String opened = new MasterKey(KEY, "1").cipher().open(sealed);

        // Then
        assertThat(opened).isEqualTo("value");
    }

    @ParameterizedTest
    @CsvSource({"AAAA, 1, holds 3 bytes", "???, 1, must be base64", "'', 1, holds 0 bytes"})
    void shouldRefuseAWrongKeyWithoutTellingIt(String base64, String id, String reason) {
        // When, Then
        assertThatThrownBy(() -> new MasterKey(base64, id))
                .hasMessageContaining("millrace.secrets.master-key")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("???");
    }

    @Test
    void shouldRefuseAKeyWithoutName() {
        // When, Then
        assertThatThrownBy(() -> new MasterKey(KEY, " ")).hasMessageContaining("millrace.secrets.master-key-id");
    }

    @Test
    void shouldShowItsNameAlone() {
        // When
        String shown = new MasterKey(KEY, "blue").toString();

        // Then
        assertThat(shown).isEqualTo("MasterKey[id=blue]");
    }

    @Test
    void shouldGiveEachPurposeAKeyOfItsOwn() {
        // Given
        MasterKey key = new MasterKey(KEY, "1");

        // When
        byte[] derived = key.derived("one").getEncoded();

        // Then
        assertThat(derived).hasSize(32);
        assertThat(new MasterKey(KEY, "2").derived("one").getEncoded()).isEqualTo(derived);
        assertThat(key.derived("other").getEncoded()).isNotEqualTo(derived);
        assertThat(new MasterKey("B".repeat(42) + "A=", "1").derived("one").getEncoded())
                .isNotEqualTo(derived);
    }
}
