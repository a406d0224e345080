package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A process of ours: started from its jar, awaited until it is ready, and killed without mercy. */
final class ServerProcess implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Path log;
    private final URI readiness;
    private final ProcessBuilder command;
    private Process process;

    private ServerProcess(Path log, URI readiness, ProcessBuilder command) {
        this.log = log;
        this.readiness = readiness;
        this.command = command;
        this.process = launch();
    }

    /**
     * Starts a jar and returns at once.
     *
     * @param module folder of the module below the root, for example gateway-service
     * @param environment settings as environment variables
     */
    static ServerProcess start(
            String module, List<String> arguments, Map<String, String> environment, int port, Path directory) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar(module).toString()));
        command.addAll(arguments);
        Path log = directory.resolve(module.replace('/', '-') + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new ServerProcess(log, URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"), builder);
    }

    void awaitReady() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await("readiness of " + log)
                    .atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("the process ended; its last words are in " + log, () -> !process.isAlive())
                    .until(() -> ready(http));
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again with everything as before. */
    void startAgain() {
        process = launch();
    }

    /** SIGTERM; the exit code. */
    int stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the process did not stop within a minute; it said:\n" + said());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean ready(HttpClient http) throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Process launch() {
        try {
            return command.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path jar(String module) {
        Path target = Path.of(System.getProperty("millrace.root", ".."), module, "target");
        try (var jars = Files.list(target)) {
            return jars.filter(jar -> jar.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no runnable jar in " + target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
