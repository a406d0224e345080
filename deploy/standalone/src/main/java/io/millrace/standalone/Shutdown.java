package io.millrace.standalone;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ends the process in order when it is told to, by a signal or from inside. A JVM that a signal stops would say
 * 143 to its parent even after it stopped in order; this one says 0.
 */
final class Shutdown {
    private final Progress progress;
    private final AtomicInteger exitCode = new AtomicInteger();
    private final AtomicReference<Standalone> running = new AtomicReference<>();

    private Shutdown(Progress progress) {
        this.progress = progress;
    }

    /** Watches for signals from now on. */
    static Shutdown watch(Progress progress) {
        Shutdown shutdown = new Shutdown(progress);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::stop, "stop"));
        return shutdown;
    }

    /** What is to be stopped before the process ends. */
    void stops(Standalone standalone) {
        running.set(standalone);
    }

    /** Ends the process in order. */
    void exit(int code) {
        exitCode.set(code);
        System.exit(code);
    }

    private void stop() {
        Standalone standalone = running.get();
        if (standalone != null) {
            long began = System.nanoTime();
            progress.say("Stopping ...");
            standalone.close();
            progress.started("stopped", "", began);
        }
        Runtime.getRuntime().halt(exitCode.get());
    }
}
