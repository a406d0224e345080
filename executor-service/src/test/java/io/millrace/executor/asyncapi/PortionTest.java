package io.millrace.executor.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepJson;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PortionTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AsyncApiProperties PROPERTIES =
            new AsyncApiProperties(Duration.ofSeconds(40), DataSize.ofBytes(500), 7);

    private static Portion portion(String receive) {
        return Portion.read(StepJson.MAPPER.readTree(receive), PROPERTIES);
    }

    @Test
    void shouldKeepToTheLimitsOfTheExecutor() {
        // When
        Portion portion = portion("{\"most\": 100, \"bytes\": 1000, \"wait\": 30000}");

        // Then
        assertThat(portion.most()).isEqualTo(7);
        assertThat(portion.bytes()).isEqualTo(500);
        assertThat(portion.patience(NOW)).isEqualTo(NOW.plusSeconds(20));
        assertThat(portion.isFirst()).isTrue();
    }

    @Test
    void shouldNotWaitBeyondTheEndOfTheSubscription() {
        // When
        Portion portion = portion("{\"most\": 1, \"bytes\": 1, \"wait\": 3000, \"position\": {}, \"until\": "
                + NOW.plusSeconds(1).toEpochMilli() + "}");

        // Then
        assertThat(portion.patience(NOW)).isEqualTo(NOW.plusSeconds(1));
        assertThat(portion.isFirst()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"most\": 0, \"bytes\": 1, \"wait\": 1}",
                "{\"most\": 1, \"bytes\": 0, \"wait\": 1}",
                "{\"most\": 1, \"bytes\": 1}"
            })
    void shouldRefuseWhatHasNoLimits(String receive) {
        // When / Then
        assertThatThrownBy(() -> portion(receive)).isInstanceOf(RefusedException.class);
    }
}
