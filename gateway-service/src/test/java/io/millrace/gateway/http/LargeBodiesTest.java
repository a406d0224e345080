package io.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refusal;
import io.millrace.gateway.refusal.Refused;
import org.junit.jupiter.api.Test;

class LargeBodiesTest {
    private static final long MEGABYTE = 1024 * 1024;

    private final LargeBodies bodies = new LargeBodies(10 * MEGABYTE);

    @Test
    void shouldAskABodyToComeAgainWhenThereIsNoRoom() {
        // Given
        bodies.enter().makeFor(9 * MEGABYTE);

        // When / Then
        assertThatThrownBy(() -> bodies.enter().makeFor(4 * MEGABYTE))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Unavailable.class));
    }

    @Test
    void shouldAlwaysHaveRoomForASmallBody() {
        // Given
        bodies.enter().makeFor(11 * MEGABYTE);

        // When / Then
        assertThatCode(() -> bodies.enter().makeFor(MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    void shouldTakeABodyThatComesAloneHoweverLargeItIs() {
        // When / Then
        assertThatCode(() -> bodies.enter().makeFor(32 * MEGABYTE)).doesNotThrowAnyException();
    }

    @Test
    void shouldHaveRoomAgainWhenABodyIsDone() {
        // Given
        LargeBodies.Room first = bodies.enter();
        first.makeFor(9 * MEGABYTE);

        // When
        first.giveBack();

        // Then
        assertThatCode(() -> bodies.enter().makeFor(9 * MEGABYTE)).doesNotThrowAnyException();
    }
}
