package io.millrace.standalone.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker and controller in this JVM, with its log on disk: what was acknowledged is there again after a
 * restart, also after {@code kill -9}. The only class that touches Kafka's server classes, which are no public API;
 * the same directory also starts with the public command line, {@code kafka.Kafka DIRECTORY/server.properties}.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String PROPERTIES_FILE = "server.properties";

    private final BrokerSettings settings;
    private final KafkaRaftServer server;

    private EmbeddedBroker(BrokerSettings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @throws IOException when its directory cannot be written
     * @throws IllegalStateException when its directory holds something else, or the broker does not start
     */
    public static EmbeddedBroker start(BrokerSettings settings) throws IOException {
        String text = settings.serverProperties();
        Files.createDirectories(settings.directory());
        Path file = settings.directory().resolve(PROPERTIES_FILE);
        Files.writeString(file, text);
        if (!Files.exists(settings.directory().resolve("log").resolve("meta.properties"))) {
            format(file);
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw new IllegalStateException(
                    "The Kafka broker does not start on port " + settings.port() + ": " + e.getMessage(), e);
        }
        return new EmbeddedBroker(settings, server);
    }

    /** What clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Stops the broker and returns when its log is closed. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path propertiesFile) {
        var said = new ByteArrayOutputStream();
        String[] arguments = {
            "format",
            "--ignore-formatted",
            "--cluster-id",
            Uuid.randomUuid().toString(),
            "--config",
            propertiesFile.toString()
        };
        int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new IllegalStateException("Kafka refuses to format its directory " + propertiesFile.getParent() + ": "
                    + said.toString(StandardCharsets.UTF_8).strip());
        }
    }
}
