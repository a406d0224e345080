package io.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where workloads are measured: one fresh server that they share, and what was measured before. A workload that kills
 * its server, or looks at a start, takes a server of its own.
 */
final class Laboratory implements AutoCloseable {
    private final Path home;
    private final List<String> serverOptions;
    private final double pace;
    private final Consumer<String> notes;
    private final Map<String, Measurement> measured = new LinkedHashMap<>();
    private @Nullable Server shared;

    /**
     * A laboratory.
     *
     * @param home directory that holds the launcher
     * @param serverOptions further options of {@code up}
     * @param pace 1 for the lengths that are published; less shortens every stretch of load
     * @param notes told what goes on
     */
    Laboratory(Path home, List<String> serverOptions, double pace, Consumer<String> notes) {
        this.home = home;
        this.serverOptions = List.copyOf(serverOptions);
        this.pace = pace;
        this.notes = notes;
    }

    /** The server that workloads share. */
    Server server() throws IOException, InterruptedException {
        Server running = shared;
        if (running == null) {
            running = freshServer();
            shared = running;
        }
        return running;
    }

    /** A server for one workload alone, which closes it; the shared one is stopped, so that it does not disturb. */
    Server freshServer() throws IOException, InterruptedException {
        close();
        Server fresh = Server.fresh(home, serverOptions);
        note("server ready after %.1f s".formatted(fresh.secondsToReady()));
        return fresh;
    }

    /** How long a stretch of load is that should last the given number of seconds. */
    Duration seconds(int published) {
        return Duration.ofMillis(Math.max(1_000, Math.round(published * 1_000 * pace)));
    }

    /** How many pieces a workload works with that is published with the given number. */
    int pieces(int published) {
        return (int) Math.max(1_000, Math.round(published * Math.min(1, pace)));
    }

    /** Options that the server was started with. */
    List<String> serverOptions() {
        return serverOptions;
    }

    /** Says what goes on. */
    void note(String line) {
        notes.accept("  " + line);
    }

    /** Keeps what was measured, as a reference for those that follow. */
    void keep(Measurement measurement) {
        measured.put(measurement.workload(), measurement);
    }

    /** What a workload came to that was measured before in this run. */
    Optional<Measurement> of(String workload) {
        return Optional.ofNullable(measured.get(workload));
    }

    /** Stops the shared server. */
    @Override
    public void close() throws IOException {
        Server running = shared;
        shared = null;
        if (running != null) {
            running.close();
        }
    }
}
