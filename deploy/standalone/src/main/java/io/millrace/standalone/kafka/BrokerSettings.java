package io.millrace.standalone.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What may differ between two embedded brokers; everything else stands, with its reason, in {@code server.properties}
 * beside this class.
 *
 * @param directory where the log is kept; made when it does not exist
 * @param port of the listener for clients on loopback, 1 to 65,535
 * @param controllerPort of the listener for the broker's own controller on loopback, 1 to 65,535, not the same
 * @param flushEveryAppend whether every append is forced to disk before it is acknowledged
 */
public record BrokerSettings(Path directory, int port, int controllerPort, boolean flushEveryAppend) {
    /** The only address that the broker listens on: it asks nobody for a password. */
    public static final String HOST = "127.0.0.1";

    /** Checks the ports. */
    public BrokerSettings {
        checkPort("port", port);
        checkPort("controller port", controllerPort);
        if (port == controllerPort) {
            throw new IllegalArgumentException(
                    "the Kafka port and the controller port are both " + port + " but must differ");
        }
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The text of a server.properties file with which {@code kafka.Kafka} would start the same broker. */
    public String serverProperties() {
        String own = """

                listeners=PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d
                advertised.listeners=PLAINTEXT://%1$s:%2$d
                controller.quorum.voters=1@%1$s:%3$d
                log.dirs=%4$s
                """.formatted(HOST, port, controllerPort, escaped(directory.resolve("log")));
        String flush = flushEveryAppend ? "log.flush.interval.messages=1\n" : "";
        return fixedSettings() + own + flush;
    }

    private static void checkPort(String name, int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "the Kafka " + name + " is " + port + " but must be between 1 and 65535");
        }
    }

    private static String escaped(Path path) {
        return path.toAbsolutePath().toString().replace("\\", "\\\\");
    }

    private static String fixedSettings() {
        try (InputStream stream = BrokerSettings.class.getResourceAsStream("server.properties")) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks the file server.properties of the broker");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the broker's server.properties cannot be read from the jar", e);
        }
    }
}
