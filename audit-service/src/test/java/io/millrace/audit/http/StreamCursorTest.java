package io.millrace.audit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCursorTest {
    @Test
    void shouldComeBackFromItsText() {
        // Given
        StreamCursor cursor = new StreamCursor(Map.of(0, 41L, 47, 1_000_000L));
        cursor.moveTo(3, 5);

        // When
        StreamCursor again = StreamCursor.parse(cursor.toString());

        // Then
        assertThat(again).hasToString(cursor.toString());
        assertThat(again.next(47)).isEqualTo(1_000_000);
        assertThat(again.next(3)).isEqualTo(5);
        assertThat(again.next(9)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0-", "0-1..", "0-1,1-2", "-1-5", "zzzzz-1"})
    void shouldRefuseWhatIsNone(String text) {
        // When / Then
        assertThatThrownBy(() -> StreamCursor.parse(text)).isInstanceOf(ProblemException.class);
    }
}
