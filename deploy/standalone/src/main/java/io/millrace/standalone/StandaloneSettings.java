package io.millrace.standalone;

import io.millrace.standalone.hosting.StandaloneException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the person who starts the standalone may choose.
 *
 * @param directory where everything is kept
 * @param bind address that the web port listens on
 * @param port web port, 0 to 65,535; 0 takes any free one
 * @param kafkaPort port of the Kafka broker on loopback, 0 to 65,535; 0 takes any free one
 * @param fresh whether what the directory holds is deleted first
 * @param fsync whether every append is forced to disk before it is acknowledged
 * @param more settings of the services, by their full names
 */
public record StandaloneSettings(
        Path directory, String bind, int port, int kafkaPort, boolean fresh, boolean fsync, Map<String, String> more) {

    /** Checks the ports. */
    public StandaloneSettings {
        more = Map.copyOf(more);
        checkPort("--port", port);
        checkPort("--kafka-port", kafkaPort);
        if (port != 0 && port == kafkaPort) {
            throw new StandaloneException("--port and --kafka-port are both " + port
                    + ": give one of them another port, or 0 for any free one.");
        }
    }

    private static void checkPort(String option, int port) {
        if (port < 0 || port > 65_535) {
            throw new StandaloneException(option + " is " + port + " but must be between 0 and 65535.");
        }
    }
}
