package io.millrace.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.kafka.ConsumptionProperties.Consumption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class KafkaSettingsTest {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration
    @EnableConfigurationProperties(ConsumptionProperties.class)
    static class Settings {}

    @Test
    void shouldTakeCommandsWithAClassicGroupUnlessToldOtherwise() {
        // When
        context.run(started -> {
            // Then
            assertThat(started.getBean(ConsumptionProperties.class))
                    .isEqualTo(new ConsumptionProperties(Consumption.CLASSIC, 10_000, 24, Duration.ofSeconds(10)));
        });
    }

    @Test
    void shouldTakeEverySetting() {
        // Given
        ApplicationContextRunner set = context.withPropertyValues(
                "millrace.executor.consumption=share",
                "millrace.executor.max-gap=5",
                "millrace.executor.share-consumers=6",
                "millrace.executor.stop-grace=7s");

        // When
        set.run(started -> {
            // Then
            assertThat(started.getBean(ConsumptionProperties.class))
                    .isEqualTo(new ConsumptionProperties(Consumption.SHARE, 5, 6, Duration.ofSeconds(7)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.executor.max-gap, 0",
        "millrace.executor.share-consumers, 0",
        "millrace.executor.stop-grace, -1s"
    })
    void shouldRefuseToStartWithAWrongValueAndNameIt(String key, String value) {
        // When
        context.withPropertyValues(key + "=" + value)
                .run(started ->
                        // Then
                        assertThat(started).getFailure().rootCause().hasMessageContaining(key + " is "));
    }
}
