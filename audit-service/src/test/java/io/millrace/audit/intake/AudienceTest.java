package io.millrace.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AudienceTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final Audience audience = new Audience();

    @Test
    void shouldSayThatNobodyWaits() throws InterruptedException {
        // When / Then
        assertThat(audience.await(SHORT)).isFalse();
    }

    @Test
    void shouldNotLetAReaderRestWhileSomebodyWaits() throws InterruptedException {
        // Given
        try (Audience.Seat _ = audience.join()) {
            // When / Then
            assertThat(audience.await(LONG)).isTrue();
        }
    }

    @Test
    void shouldWakeAReaderWhenSomebodyComes() throws Exception {
        // Given
        CompletableFuture<Boolean> resting = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                resting.complete(audience.await(LONG));
            } catch (InterruptedException e) {
                resting.completeExceptionally(e);
            }
        });

        // When
        try (Audience.Seat _ = audience.join()) {
            // Then
            assertThat(resting.get(10, TimeUnit.SECONDS)).isTrue();
        }
        reader.join();
    }

    @Test
    void shouldCountASeatOnceHoweverOftenItIsGivenUp() throws InterruptedException {
        // Given
        Audience.Seat mine = audience.join();
        try (Audience.Seat _ = audience.join()) {
            // When
            mine.close();
            mine.close();

            // Then
            assertThat(audience.await(SHORT)).isTrue();
        }
        assertThat(audience.await(SHORT)).isFalse();
    }
}
