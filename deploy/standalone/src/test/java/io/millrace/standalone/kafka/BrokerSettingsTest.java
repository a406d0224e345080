package io.millrace.standalone.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerSettingsTest {

    @Test
    void shouldListenOnLoopbackOnly() throws Exception {
        // Given
        var settings = new BrokerSettings(Path.of("/data/kafka"), 9092, 9093, false);

        // When
        var properties = parsed(settings);

        // Then
        assertThat(properties)
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
                .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092")
                .containsEntry("log.dirs", "/data/kafka/log");
    }

    @Test
    void shouldLeaveFlushingToTheOperatingSystemByDefault() throws Exception {
        // Given
        var settings = new BrokerSettings(Path.of("/data/kafka"), 9092, 9093, false);

        // When
        var properties = parsed(settings);

        // Then
        assertThat(properties).doesNotContainKey("log.flush.interval.messages");
    }

    @Test
    void shouldForceEveryAppendToDiskWhenAskedTo() throws Exception {
        // Given
        var settings = new BrokerSettings(Path.of("/data/kafka"), 9092, 9093, true);

        // When
        var properties = parsed(settings);

        // Then
        assertThat(properties).containsEntry("log.flush.interval.messages", "1");
    }

    @Test
    void shouldRefuseOnePortForTwoListeners() {
        // When / Then
        assertThatThrownBy(() -> new BrokerSettings(Path.of("/data/kafka"), 9092, 9092, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Kafka port and the controller port are both 9092 but must differ");
    }

    @Test
    void shouldRefuseAPortThatDoesNotExist() {
        // When / Then
        assertThatThrownBy(() -> new BrokerSettings(Path.of("/data/kafka"), 70_000, 9093, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the Kafka port is 70000 but must be between 1 and 65535");
    }

    private static Properties parsed(BrokerSettings settings) throws Exception {
        var properties = new Properties();
        properties.load(new StringReader(settings.serverProperties()));
        return properties;
    }
}
