package io.millrace.trigger.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void shouldLetOneSecondsWorthThroughAtOnceAndThenSayHowLongToWait() {
        // Given
        TokenBucket bucket = new TokenBucket();

        // When
        List<Long> waits =
                LongStream.range(0, 4).map(_ -> bucket.take(2, 2, 0)).boxed().toList();

        // Then
        assertThat(waits).containsExactly(0L, 0L, SECOND / 2, SECOND / 2);
    }

    @Test
    void shouldFillAgainButNeverAboveItsRim() {
        // Given
        TokenBucket bucket = new TokenBucket();
        bucket.take(2, 2, 0);
        bucket.take(2, 2, 0);

        // When
        List<Long> waits = LongStream.range(0, 3)
                .map(_ -> bucket.take(2, 2, 100 * SECOND))
                .boxed()
                .toList();

        // Then
        assertThat(waits).containsExactly(0L, 0L, SECOND / 2);
    }

    @Test
    void shouldLetEverythingThroughWithoutALimit() {
        // Given
        TokenBucket bucket = new TokenBucket();

        // When
        LongStream waits = LongStream.range(0, 1_000).map(_ -> bucket.take(0, 1, 0));

        // Then
        assertThat(waits).containsOnly(0L);
    }

    @Test
    void shouldFollowAQuotaThatChanges() {
        // Given
        TokenBucket bucket = new TokenBucket();
        bucket.take(1, 1, 0);

        // When
        long wait = bucket.take(1_000, 1_000, SECOND / 100);

        // Then
        assertThat(wait).isZero();
    }

    @Test
    void shouldCountWhatAThrottleLeavesOut() {
        // Given
        Throttle throttle = new Throttle(1, 2);

        // When
        List<OptionalLong> passes =
                LongStream.of(0, 0, 0, 0, SECOND).mapToObj(throttle::pass).toList();

        // Then
        assertThat(passes)
                .containsExactly(
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(2));
    }
}
