package io.millrace.executor.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetGapsTest {
    @Test
    void shouldCommitNothingBeforeTheFirstIsDone() {
        // Given
        OffsetGaps gaps = new OffsetGaps(40, 100);
        read(gaps, 40, 41, 42);

        // When
        gaps.done(42);

        // Then
        assertThat(gaps.committable()).isEqualTo(40);
        assertThat(gaps.span()).isEqualTo(3);
    }

    @Test
    void shouldCommitUpToTheOldestOpenRecord() {
        // Given
        OffsetGaps gaps = new OffsetGaps(40, 100);
        read(gaps, 40, 41, 42, 43);
        gaps.done(41);
        gaps.done(43);

        // When
        gaps.done(40);

        // Then
        assertThat(gaps.committable()).isEqualTo(42);
        assertThat(gaps.span()).isEqualTo(2);
    }

    @Test
    void shouldCommitBehindTheLastWhenAllIsDone() {
        // Given
        OffsetGaps gaps = new OffsetGaps(7, 100);
        read(gaps, 7, 8);
        gaps.done(8);

        // When
        gaps.done(7);

        // Then
        assertThat(gaps.committable()).isEqualTo(9);
        assertThat(gaps.span()).isZero();
    }

    @Test
    void shouldTreatOffsetsThatNobodyReadsAsDone() {
        // Given
        OffsetGaps gaps = new OffsetGaps(0, 100);
        read(gaps, 0, 1_000_000, 1_000_005);

        // When
        gaps.done(0);
        gaps.done(1_000_000);

        // Then
        assertThat(gaps.committable()).isEqualTo(1_000_005);
    }

    @Test
    void shouldBeFullFromItsLimitOn() {
        // Given
        OffsetGaps gaps = new OffsetGaps(0, 3);
        read(gaps, 0, 1, 2);
        boolean before = gaps.full();

        // When
        gaps.done(0);

        // Then
        assertThat(before).isTrue();
        assertThat(gaps.full()).isFalse();
    }

    @Test
    void shouldRefuseAnOffsetThatWasReadBefore() {
        // Given
        OffsetGaps gaps = new OffsetGaps(5, 3);
        gaps.read(5);

        // When / Then
        assertThatThrownBy(() -> gaps.read(5)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldAgreeWithASortedSetWhateverTheOrder(long seed) {
        // Given
        Random random = new Random(seed);
        OffsetGaps gaps = new OffsetGaps(0, 1_000_000);
        TreeSet<Long> open = new TreeSet<>();
        List<Long> shuffled = new ArrayList<>();
        long next = 0;

        for (int i = 0; i < 20_000; i++) {
            // When
            if (shuffled.isEmpty() || random.nextInt(100) < 52) {
                long offset = next + (random.nextInt(10) == 0 ? random.nextInt(50) : 0);
                gaps.read(offset);
                open.add(offset);
                shuffled.add(offset);
                next = offset + 1;
            } else {
                int chosen = random.nextInt(Math.min(shuffled.size(), 300));
                long offset = shuffled.remove(chosen);
                gaps.done(offset);
                gaps.done(offset);
                open.remove(offset);
            }

            // Then
            assertThat(gaps.committable())
                    .as("seed %s, move %s", seed, i)
                    .isEqualTo(open.isEmpty() ? next : open.first());
        }
    }

    private static void read(OffsetGaps gaps, long... offsets) {
        for (long offset : offsets) {
            gaps.read(offset);
        }
    }
}
