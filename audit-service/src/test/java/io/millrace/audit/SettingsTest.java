package io.millrace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.audit.http.IdentityProperties;
import io.millrace.audit.lake.LakeProperties;
import io.millrace.audit.store.StoreProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsTest {
    @Test
    void shouldKeepTheHistoryInTheDataDirectoryForThirtyDaysUnlessToldOtherwise() {
        // When
        StoreProperties store = bind("millrace", StoreProperties.class, Map.of());

        // Then
        assertThat(store.jdbcUrl())
                .startsWith(
                        "jdbc:h2:file:" + Path.of("data", "audit", "history").toAbsolutePath() + ";");
        assertThat(store.postgres()).isFalse();
        assertThat(store.audit().jdbcUser()).isEqualTo("sa");
        assertThat(store.audit().jdbcPassword()).isEmpty();
        assertThat(store.audit().jdbcConnections()).isEqualTo(8);
        assertThat(store.audit().retention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void shouldTakeEverySettingOfTheHistory() {
        // When
        StoreProperties store = bind(
                "millrace",
                StoreProperties.class,
                Map.of(
                        "millrace.data-directory", "/var/lib/millrace",
                        "millrace.audit.jdbc-url", "jdbc:postgresql://db/audit",
                        "millrace.audit.jdbc-user", "millrace",
                        "millrace.audit.jdbc-password", "secret",
                        "millrace.audit.jdbc-connections", "20",
                        "millrace.audit.retention", "7d"));

        // Then
        assertThat(store)
                .isEqualTo(new StoreProperties(
                        Path.of("/var/lib/millrace"),
                        new StoreProperties.Audit(
                                "jdbc:postgresql://db/audit", "millrace", "secret", 20, Duration.ofDays(7))));
        assertThat(store.postgres()).isTrue();
        assertThat(store.toString()).doesNotContain("secret");
    }

    @Test
    void shouldKeepTheLakeInTheDataDirectoryAndCommitItOnceAMinuteUnlessToldOtherwise() {
        // When
        LakeProperties lake = bind("millrace", LakeProperties.class, Map.of());

        // Then
        assertThat(lake.directory()).isEqualTo(Path.of("data", "lake").toAbsolutePath());
        assertThat(lake.audit().lakeFlush()).isEqualTo(Duration.ofSeconds(60));
        assertThat(lake.audit().lakeFlushRecords()).isEqualTo(500_000);
    }

    @Test
    void shouldTakeEverySettingOfTheLake() {
        // When
        LakeProperties lake = bind(
                "millrace",
                LakeProperties.class,
                Map.of(
                        "millrace.audit.lake-directory", "/lake",
                        "millrace.audit.lake-flush", "5s",
                        "millrace.audit.lake-flush-records", "1000"));

        // Then
        assertThat(lake.directory()).isEqualTo(Path.of("/lake"));
        assertThat(lake.audit()).isEqualTo(new LakeProperties.Audit(Path.of("/lake"), Duration.ofSeconds(5), 1_000));
    }

    @ParameterizedTest
    @CsvSource({
        "millrace.audit.jdbc-url, jdbc:mysql://db/audit",
        "millrace.audit.jdbc-connections, 0",
        "millrace.audit.retention, 1s",
    })
    void shouldRefuseAHistoryThatCannotBe(String key, String value) {
        // When / Then
        assertThatThrownBy(() -> bind("millrace", StoreProperties.class, Map.of(key, value)))
                .hasStackTraceContaining(key + " is ");
    }

    @ParameterizedTest
    @CsvSource({"millrace.audit.lake-flush, 10ms", "millrace.audit.lake-flush-records, 0"})
    void shouldRefuseALakeThatCannotBe(String key, String value) {
        // When / Then
        assertThatThrownBy(() -> bind("millrace", LakeProperties.class, Map.of(key, value)))
                .hasStackTraceContaining(key + " is ");
    }

    @Test
    void shouldRefuseASecretThatIsMissingOrShort() {
        // When / Then
        assertThatThrownBy(() -> bind("millrace.internal", IdentityProperties.class, Map.of()))
                .hasStackTraceContaining("millrace.internal.secret is not set");
        assertThatThrownBy(() -> bind(
                        "millrace.internal", IdentityProperties.class, Map.of("millrace.internal.secret", "short")))
                .hasStackTraceContaining("millrace.internal.secret has 5 characters");
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }
}
