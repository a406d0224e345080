package io.millrace.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final TokenBucket bucket = new TokenBucket();

    @Test
    void shouldBeginWithOneSecondsWorth() {
        // Given
        int perSecond = 3;

        // When
        long[] waits = new long[4];
        for (int i = 0; i < waits.length; i++) {
            waits[i] = bucket.take(1, perSecond, 0);
        }

        // Then
        assertThat(waits).containsExactly(0, 0, 0, Math.ceilDiv(SECOND, 3));
    }

    @Test
    void shouldFillAtTheRate() {
        // Given
        bucket.take(10, 10, 0);

        // When
        long tooEarly = bucket.take(1, 10, SECOND / 10 - 1);

        // Then
        assertThat(tooEarly).isPositive();
        assertThat(bucket.take(1, 10, SECOND / 10 + 1)).isZero();
    }

    @Test
    void shouldNotSaveMoreThanASecondsWorth() {
        // Given
        bucket.take(2, 2, 0);

        // When
        long first = bucket.take(2, 2, 100 * SECOND);

        // Then
        assertThat(first).isZero();
        assertThat(bucket.take(1, 2, 100 * SECOND)).isPositive();
    }

    @Test
    void shouldLetALargeBatchInWhenFullAndMakeItPay() {
        // Given
        bucket.take(100, 10, 0);

        // When
        long wait = bucket.take(1, 10, 0);

        // Then
        assertThat(wait).isEqualTo(91 * SECOND / 10);
    }

    @Test
    void shouldFollowAChangedRateAtOnce() {
        // Given
        bucket.take(1, 1, 0);

        // When
        long wait = bucket.take(1, 100, SECOND / 100);

        // Then
        assertThat(wait).isZero();
    }

    @Test
    void shouldNotFillWhenTheClockSeemsToGoBack() {
        // Given
        bucket.take(1, 1, SECOND);

        // When
        long wait = bucket.take(1, 1, 0);

        // Then
        assertThat(wait).isEqualTo(SECOND);
    }
}
