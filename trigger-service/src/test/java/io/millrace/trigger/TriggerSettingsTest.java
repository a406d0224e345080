package io.millrace.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.trigger.http.DoorProperties;
import io.millrace.trigger.http.WebhookProperties;
import io.millrace.trigger.kafka.AppendProperties;
import io.millrace.trigger.kafka.SecretProperties;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class TriggerSettingsTest {
    private static final String MASTER_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withUserConfiguration(Settings.class)
            .withPropertyValues(
                    "millrace.internal.secret=" + Surroundings.DOOR_SECRET,
                    "millrace.secrets.master-key=" + MASTER_KEY);

    @EnableConfigurationProperties({
        SecretProperties.class,
        AppendProperties.class,
        DoorProperties.class,
        WebhookProperties.class
    })
    static class Settings {}

    @Test
    void shouldHaveTheseDefaults() {
        runner.run(context -> {
            // When
            AppendProperties append = context.getBean(AppendProperties.class);

            // Then
            assertThat(append).isEqualTo(new AppendProperties(Duration.ofSeconds(8)));
            assertThat(context.getBean(WebhookProperties.class))
                    .isEqualTo(new WebhookProperties(
                            DataSize.ofMegabytes(1), Duration.ofSeconds(10), DataSize.ofMegabytes(64), 100_000));
            assertThat(context.getBean(SecretProperties.class).masterKeyId()).isEqualTo("1");
        });
    }

    @Test
    void shouldReadEverySetting() {
        runner.withPropertyValues(
                        "millrace.secrets.master-key-id=2027",
                        "millrace.trigger.append.timeout=3s",
                        "millrace.trigger.webhook.body-limit=2MB",
                        "millrace.trigger.webhook.read-timeout=20s",
                        "millrace.trigger.webhook.in-flight-limit=128MB",
                        "millrace.trigger.webhook.remembered-deliveries=7")
                .run(context -> {
                    // When
                    SecretProperties secrets = context.getBean(SecretProperties.class);

                    // Then
                    assertThat(secrets.masterKeyId()).isEqualTo("2027");
                    assertThat(context.getBean(AppendProperties.class))
                            .isEqualTo(new AppendProperties(Duration.ofSeconds(3)));
                    assertThat(context.getBean(WebhookProperties.class))
                            .isEqualTo(new WebhookProperties(
                                    DataSize.ofMegabytes(2), Duration.ofSeconds(20), DataSize.ofMegabytes(128), 7));
                });
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.internal.secret, short",
        "millrace.secrets.master-key, not base64!",
        "millrace.secrets.master-key, AAAA",
        "millrace.trigger.append.timeout, 10ms",
        "millrace.trigger.webhook.body-limit, 17MB",
        "millrace.trigger.webhook.read-timeout, 1h",
        "millrace.trigger.webhook.in-flight-limit, 1KB",
        "millrace.trigger.webhook.remembered-deliveries, -1"
    })
    void shouldNotStartWithAWrongValueAndSayWhichOne(String key, String value) {
        runner.withPropertyValues(key + "=" + value).run(context -> {
            // When
            Throwable failure = context.getStartupFailure();

            // Then
            assertThat(failure).rootCause().hasMessageContaining(key);
        });
    }

    @Test
    void shouldNeverShowSecrets() {
        runner.run(context -> {
            // When
            String text = "" + context.getBean(SecretProperties.class) + context.getBean(DoorProperties.class);

            // Then
            assertThat(text).doesNotContain(MASTER_KEY).doesNotContain(Surroundings.DOOR_SECRET);
        });
    }
}
