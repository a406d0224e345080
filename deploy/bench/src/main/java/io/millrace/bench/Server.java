package io.millrace.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A standalone Millrace in a process of its own, with a data directory and ports of its own. */
final class Server implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);
    private static final Duration STOPPED_WITHIN = Duration.ofMinutes(1);
    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(20);

    private final Path launcher;
    private final Path directory;
    private final int port;
    private final int kafkaPort;
    private final List<String> options;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Process process;
    private double secondsToReady;

    private Server(Path launcher, Path directory, List<String> options) throws IOException, InterruptedException {
        this.launcher = launcher;
        this.directory = directory;
        this.options = options;
        this.port = freePort();
        this.kafkaPort = freePort();
        this.process = start();
    }

    /**
     * Starts a server without data and returns when it is ready.
     *
     * @param home directory that holds the launcher
     * @param options further options of {@code up}
     */
    static Server fresh(Path home, List<String> options) throws IOException, InterruptedException {
        return new Server(home.resolve("millrace"), Files.createTempDirectory("millrace-bench-"), options);
    }

    /** Where its HTTP interface is. */
    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Key that may do everything. */
    String adminKey() throws IOException {
        return Files.readString(directory.resolve("admin.key")).strip();
    }

    /** Where its broker is. */
    String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** Where it keeps its data. */
    Path directory() {
        return directory;
    }

    /** Its process. */
    ProcessMeter meter() {
        return new ProcessMeter(process.pid());
    }

    /** How long the last start took until it was ready. */
    double secondsToReady() {
        return secondsToReady;
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Stops it in order, and by force when that takes longer than a minute. */
    void stop() {
        process.destroy();
        try {
            process.onExit()
                    .orTimeout(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            kill();
        }
    }

    /** Starts it again with the same data and ports, and returns when it is ready. */
    void restart() throws IOException, InterruptedException {
        process = start();
    }

    /** Stops it in order and deletes its data. */
    @Override
    public void close() throws IOException {
        stop();
        Directories.delete(directory);
    }

    private Process start() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                launcher.toString(),
                "up",
                "--port",
                Integer.toString(port),
                "--kafka-port",
                Integer.toString(kafkaPort),
                "--data",
                directory.toString()));
        command.addAll(options);
        Path output = directory.resolve("bench-output.log");
        long began = System.nanoTime();
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        while (!isReady()) {
            double seconds = (System.nanoTime() - began) / 1e9;
            if (!started.isAlive() || seconds > READY_WITHIN.toSeconds()) {
                started.destroyForcibly();
                throw new IOException("The server did not get ready within " + READY_WITHIN.toSeconds()
                        + " s; it said:\n" + Files.readString(output));
            }
            Thread.sleep(LOOK_AGAIN_AFTER);
        }
        secondsToReady = (System.nanoTime() - began) / 1e9;
        return started;
    }

    private boolean isReady() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(url().resolve("/actuator/health/readiness"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
