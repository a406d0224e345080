package io.millrace.audit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsQueryTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:17:30Z");

    @Test
    void shouldCountTheLastDayByTheHourUnlessAskedOtherwise() {
        // When
        StatisticsQuery query = StatisticsQuery.of(null, null, null, null, NOW);

        // Then
        assertThat(query)
                .isEqualTo(new StatisticsQuery(null, Instant.parse("2026-11-19T10:00:00Z"), NOW, Duration.ofHours(1)));
    }

    @Test
    void shouldBeginWhereItIsAskedTo() {
        // Given
        Instant from = Instant.parse("2026-11-20T09:03:00Z");

        // When
        StatisticsQuery query = StatisticsQuery.of("orders", from, null, Duration.ofMinutes(15), NOW);

        // Then
        assertThat(query).isEqualTo(new StatisticsQuery("orders", from, NOW, Duration.ofMinutes(15)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T10:00:00Z, 2026-11-20T10:00:00Z, PT1H, must be before to",
        "2026-11-20T11:00:00Z, 2026-11-20T10:00:00Z, PT1H, must be before to",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, PT90S, whole minutes",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, PT0S, whole minutes",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, PT-1H, whole minutes",
        "2026-11-20T10:00:00Z, 2026-11-20T11:00:00Z, P367D, whole minutes",
        "1969-12-31T23:00:00Z, 2026-11-20T11:00:00Z, P300D, between 1970",
        "2026-11-20T10:00:00Z, +999999999-01-01T00:00:00Z, PT1H, between 1970",
        "2026-11-20T10:00:00Z, 2026-11-20T13:20:01Z, PT1M, more than 200 steps",
    })
    void shouldRefuseWhatDoesNotFitTogetherAndSayWhy(Instant from, Instant to, Duration step, String reason) {
        // When / Then
        assertThatThrownBy(() -> StatisticsQuery.of(null, from, to, step, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void shouldTakeTwoHundredSteps() {
        // Given
        Duration step = Duration.ofMinutes(1);

        // When
        StatisticsQuery query = StatisticsQuery.of(null, NOW, NOW.plus(Duration.ofMinutes(200)), step, NOW);

        // Then
        assertThat(query.step()).isEqualTo(step);
    }
}
