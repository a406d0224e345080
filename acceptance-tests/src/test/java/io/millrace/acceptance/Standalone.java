package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All of Millrace in one process. */
final class Standalone implements Installation {
    private final int port = ServerProcess.freePort();
    private final int kafkaPort = ServerProcess.freePort();
    private final Path directory;
    private final ServerProcess process;

    Standalone(Path directory) {
        this(directory, Map.of());
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param settings further ones, as environment variables
     */
    Standalone(Path directory, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("MILLRACE_AUDIT_LAKE_FLUSH", "2s");
        this.directory = directory;
        this.process = ServerProcess.start(
                "deploy/standalone",
                List.of(
                        "up",
                        "--port",
                        Integer.toString(port),
                        "--kafka-port",
                        Integer.toString(kafkaPort),
                        "--data",
                        directory.resolve("data").toString()),
                environment,
                port,
                directory);
        process.awaitReady();
    }

    ServerProcess process() {
        return process;
    }

    @Override
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public String key() {
        try {
            return Files.readString(directory.resolve("data/admin.key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    @Override
    public Path lake() {
        return directory.resolve("data");
    }

    @Override
    public void close() {
        process.close();
    }
}
