package io.millrace.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

/** A wrong setting stops the start and says which one, and why. */
class GatewaySettingsTest {
    private static final String KEY = "mk_bootstrap_" + "A".repeat(43);

    private final ReactiveWebApplicationContextRunner gateway = new ReactiveWebApplicationContextRunner()
            .withUserConfiguration(GatewayApplication.class)
            .withPropertyValues(
                    "spring.kafka.bootstrap-servers=localhost:1",
                    "millrace.internal.secret=" + "s".repeat(32),
                    "millrace.secrets.master-key=" + "A".repeat(43) + "=");

    @Test
    void shouldStartWithNothingButItsSecrets() {
        // Given
        ReactiveWebApplicationContextRunner runner = gateway;

        // When / Then
        runner.run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "millrace.internal.secret=short | millrace.internal.secret",
                "millrace.secrets.master-key=AAAA | millrace.secrets.master-key",
                "millrace.secrets.master-key=? | millrace.secrets.master-key",
                "millrace.secrets.master-key-id=  | millrace.secrets.master-key-id",
                "millrace.gateway.bootstrap-key=mk_x_y | millrace.gateway.bootstrap-key",
                "millrace.gateway.audit-url=ftp://x | millrace.gateway.audit-url",
                "millrace.gateway.trigger-url=http://x/path | millrace.gateway.trigger-url",
                "millrace.gateway.inner-timeout=1ms | millrace.gateway.inner-timeout",
                "millrace.gateway.append-timeout=1ms | millrace.gateway.append-timeout",
                "millrace.gateway.view-timeout=1h | millrace.gateway.view-timeout",
                "millrace.gateway.check-timeout=1h | millrace.gateway.check-timeout",
                "millrace.gateway.link-timeout=1h | millrace.gateway.link-timeout",
                "millrace.partitions=0 | millrace.partitions",
                "millrace.topic-prefix=a b | millrace.topic-prefix",
            })
    void shouldRefuseAWrongSetting(String setting, String key) {
        // Given
        ReactiveWebApplicationContextRunner runner = gateway.withPropertyValues(setting);

        // When / Then
        runner.run(context ->
                assertThat(context.getStartupFailure()).isNotNull().rootCause().hasMessageContaining(key));
    }

    @Test
    void shouldNeverRepeatASecret() {
        // Given
        String secret = "A".repeat(42) + "!";
        ReactiveWebApplicationContextRunner runner =
                gateway.withPropertyValues("millrace.gateway.bootstrap-key=mk_bootstrap_" + secret);

        // When / Then
        runner.run(context -> {
            Throwable failure = context.getStartupFailure();
            while (failure != null) {
                assertThat(failure.getMessage()).doesNotContain(secret);
                failure = failure.getCause();
            }
        });
    }

    @Test
    void shouldKeepTheSettingsThatHaveNoSecretVisible() {
        // Given
        BootstrapProperties properties = new BootstrapProperties(KEY, true);

        // When
        String text = properties.toString();

        // Then
        assertThat(text).contains("defaultTenant=true").doesNotContain("AAAA");
    }

    @Test
    void shouldListenOnLoopbackPort8080ByDefault() {
        // Given
        var defaults = GatewayApplication.defaults();

        // When
        Object[] pinned = {defaults.get("server.port"), defaults.get("server.address")};

        // Then
        assertThat(Arrays.asList(pinned)).containsExactly("8080", "127.0.0.1");
    }
}
