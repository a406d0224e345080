package io.millrace.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.gateway.refusal.Refused;
import io.millrace.records.PublishedVersion;
import io.millrace.records.RunInput;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import io.millrace.schemas.Shards;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunStartTest {
    private static final ByteBuffer SEED = ByteBuffer.allocate(16);

    private static final Shards SHARDS = Shards.of("shop", 3, 8);
    private static final PublishedVersion DEFINITION =
            new PublishedVersion("test", "1.0.0", "hash", "{}", "{}", "somebody", Instant.EPOCH);

    private static RunStart start(String tenant, String workflow, @Nullable String key) {
        return new RunStart(tenant, workflow, DEFINITION, "{}", "key-1", key);
    }

    @Test
    void shouldNameOneRunForOneKey() {
        // Given
        RunId first = start("shop", "order", "k").derivedId(SHARDS).orElseThrow();

        // When
        RunId second = start("shop", "order", "k").derivedId(SHARDS).orElseThrow();

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(SHARDS.partitions()).contains(first.partition());
    }

    @ParameterizedTest
    @CsvSource({"shop, order, other", "shop, refund, k", "zoo, order, k"})
    void shouldNameAnotherRunForAnythingElse(String tenant, String workflow, String key) {
        // Given
        RunId first = start("shop", "order", "k").derivedId(SHARDS).orElseThrow();

        // When
        RunId other = start(tenant, workflow, key).derivedId(SHARDS).orElseThrow();

        // Then
        assertThat(other).isNotEqualTo(first);
    }

    @Test
    void shouldDeriveNothingWithoutAKey() {
        // Given
        RunStart start = start("shop", "order", null);

        // When
        var id = start.derivedId(SHARDS);

        // Then
        assertThat(id).isEmpty();
    }

    @Test
    void shouldPinTheDefinition() {
        // Given
        RunId id = RunId.derived(3, "x");

        // When
        RunInput input = start("shop", "order", null).command(id, null, SEED);

        // Then
        assertThat(input.getRunId()).isEqualTo(id.toString());
        assertThat((StartRun) input.getPayload()).satisfies(command -> {
            assertThat(command.getDefinitionHash()).isEqualTo("hash");
            assertThat(command.getVersion()).isEqualTo("1.0.0");
            assertThat(command.getNamespace()).isEqualTo("test");
            assertThat(command.getActor()).isEqualTo("key-1");
            assertThat(command.getCause().getKind()).isEqualTo("api");
        });
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "30s, PT30S", "1m, PT1M", "5, PT5S", "61s, PT1M", "999999999m, PT1M", "0, PT0S"})
    void shouldReadAWait(String text, Duration wait) {
        // Given / When
        Duration read = WaitTime.parse(text);

        // Then
        assertThat(read).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1h", "1.5s", "1 s", "99999999999s"})
    void shouldRefuseWhatIsNoWait(String text) {
        // Given / When / Then
        assertThatThrownBy(() -> WaitTime.parse(text)).isInstanceOf(Refused.class);
    }
}
