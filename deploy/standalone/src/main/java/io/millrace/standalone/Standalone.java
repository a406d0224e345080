package io.millrace.standalone;

import io.millrace.standalone.hosting.Progress;
import io.millrace.standalone.hosting.Service;
import io.millrace.standalone.hosting.ServiceGroup;
import io.millrace.standalone.hosting.StandaloneException;
import io.millrace.standalone.kafka.BrokerSettings;
import io.millrace.standalone.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All services and the Kafka broker in this JVM. The broker starts first and stops last; of the services, all start at
 * once and stop from the door inwards, so that what was accepted is also worked off.
 */
public final class Standalone implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);
    private static final String KAFKA_DIRECTORY = "kafka";

    private final StandaloneSettings settings;
    private final DataDirectory directory;
    private final Credentials credentials;
    private @Nullable EmbeddedBroker broker;
    private String bootstrapServers = "";
    private int port;
    private @Nullable ServiceGroup services;

    private Standalone(StandaloneSettings settings, DataDirectory directory) {
        this.settings = settings;
        this.directory = directory;
        this.credentials = Credentials.of(directory, new SecureRandom());
    }

    /**
     * Starts everything and returns when every service is ready. When that fails, nothing keeps running.
     *
     * @param members what to start
     * @param progress told what was started
     * @param broken told why a service gave up later; the standalone should be closed then
     * @throws StandaloneException when anything does not start
     */
    static Standalone start(
            StandaloneSettings settings, List<Service> members, Progress progress, Consumer<String> broken) {
        Standalone standalone = new Standalone(settings, DataDirectory.open(settings.directory(), settings.fresh()));
        try {
            standalone.run(members, progress, broken);
            return standalone;
        } catch (InterruptedException e) {
            standalone.close();
            Thread.currentThread().interrupt();
            throw new StandaloneException("The start was interrupted.", e);
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    /** Where the console and the HTTP interface are. */
    public String url() {
        boolean everywhere =
                settings.bind().equals("0.0.0.0") || settings.bind().equals("127.0.0.1");
        return "http://" + (everywhere ? "localhost" : settings.bind()) + ":" + port;
    }

    /** What Kafka clients take as {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Where everything is kept. */
    public Path directory() {
        return directory.path();
    }

    /** Key that may do everything, also in the tenant {@code default}. */
    public String adminKey() {
        return credentials.adminKey();
    }

    /** Whether the admin key was made at this start, so that nobody has seen it yet. */
    boolean adminKeyIsNew() {
        return credentials.adminKeyIsNew();
    }

    /** Lets everything finish what it has begun, and stops it. A part that does not stop does not keep the others. */
    @Override
    public void close() {
        if (services != null) {
            services.close();
        }
        closeQuietly("Kafka broker", broker);
        closeQuietly("data directory", directory);
    }

    private void run(List<Service> members, Progress progress, Consumer<String> broken) throws InterruptedException {
        port = Ports.available("--port", settings.bind(), settings.port());
        int kafkaPort = Ports.available("--kafka-port", BrokerSettings.HOST, settings.kafkaPort());
        int controllerPort = Ports.available("--kafka-port", BrokerSettings.HOST, 0);
        BrokerSettings brokerSettings =
                new BrokerSettings(directory.resolve(KAFKA_DIRECTORY), kafkaPort, controllerPort, settings.fsync());
        bootstrapServers = brokerSettings.bootstrapServers();
        Map<String, Object> common =
                new Surroundings(settings.bind(), port, bootstrapServers, directory, credentials).settings();
        common.putAll(settings.more());
        ServiceGroup group = new ServiceGroup(common);
        services = group;
        // Not beside the services: they would only wait for it, and take its share of the cores meanwhile.
        startBroker(brokerSettings, progress);
        group.start(members, progress, broken);
    }

    private void startBroker(BrokerSettings brokerSettings, Progress progress) {
        long began = System.nanoTime();
        try {
            broker = EmbeddedBroker.start(brokerSettings);
        } catch (IOException | IllegalStateException e) {
            throw new StandaloneException("The Kafka broker did not start: " + e.getMessage(), e);
        }
        progress.started("Kafka broker", brokerSettings.bootstrapServers(), began);
    }

    private static void closeQuietly(String what, @Nullable AutoCloseable part) {
        if (part == null) {
            return;
        }
        long began = System.nanoTime();
        try {
            part.close();
            LOG.info("Stopped: part={} millis={}", what, (System.nanoTime() - began) / 1_000_000);
        } catch (Exception e) {
            LOG.error("Stopping failed: part={}", what, e);
        }
    }
}
