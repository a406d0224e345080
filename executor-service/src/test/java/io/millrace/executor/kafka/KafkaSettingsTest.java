package io.millrace.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.kafka.ConsumptionProperties.Consumption;
import io.millrace.schemas.Topics;
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
    @EnableConfigurationProperties({InstallationProperties.class, ConsumptionProperties.class})
    static class Settings {}

    @Test
    void shouldHaveTheDefaultsOfTheStandalone() {
        // When
        context.run(started -> {
            // Then
            InstallationProperties installation = started.getBean(InstallationProperties.class);
            assertThat(installation.topics()).isEqualTo(new Topics("millrace.", 8, (short) 1));
            assertThat(installation.name()).isNotBlank();
            assertThat(installation.wireFormat().registry().url()).isEqualTo("builtin:");
            assertThat(started.getBean(ConsumptionProperties.class))
                    .isEqualTo(new ConsumptionProperties(Consumption.CLASSIC, 10_000, 24, Duration.ofSeconds(10)));
        });
    }

    @Test
    void shouldTakeEverySetting() {
        // Given
        ApplicationContextRunner set = context.withPropertyValues(
                "millrace.topic-prefix=acme-",
                "millrace.partitions=48",
                "millrace.replication-factor=3",
                "millrace.instance=executor-7",
                "millrace.schema-registry.url=https://registry.example",
                "millrace.schema-registry.user-info=name:s3cret",
                "millrace.schema-registry.auto-register=false",
                "millrace.executor.consumption=share",
                "millrace.executor.max-gap=5",
                "millrace.executor.share-consumers=6",
                "millrace.executor.stop-grace=7s");

        // When
        set.run(started -> {
            // Then
            InstallationProperties installation = started.getBean(InstallationProperties.class);
            assertThat(installation.topics()).isEqualTo(new Topics("acme-", 48, (short) 3));
            assertThat(installation.name()).isEqualTo("executor-7");
            assertThat(installation.wireFormat().registry().url()).isEqualTo("https://registry.example");
            assertThat(installation.wireFormat().registry().userInfo()).isEqualTo("name:s3cret");
            assertThat(installation.wireFormat().registry().autoRegister()).isFalse();
            assertThat(installation.toString()).doesNotContain("s3cret");
            assertThat(started.getBean(ConsumptionProperties.class))
                    .isEqualTo(new ConsumptionProperties(Consumption.SHARE, 5, 6, Duration.ofSeconds(7)));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.instance, a b",
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
