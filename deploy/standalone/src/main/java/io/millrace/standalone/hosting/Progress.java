package io.millrace.standalone.hosting;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person who waits what was started and how long it took. Lines of several threads do not mix. */
public final class Progress {
    private final PrintStream screen;
    private final long began = System.nanoTime();

    /** Tells it on a screen. */
    public Progress(PrintStream screen) {
        this.screen = screen;
    }

    /** One whole line. */
    public void say(String line) {
        screen.println(line);
    }

    /** What was started, where, and since when it had been starting. */
    public void started(String what, String where, long beganNanos) {
        screen.println(String.format(
                Locale.ROOT,
                "  %-18s %-34s %5.1f s",
                what,
                where,
                seconds(Duration.ofNanos(System.nanoTime() - beganNanos))));
    }

    /** Seconds since this was made. */
    public double seconds() {
        return seconds(Duration.ofNanos(System.nanoTime() - began));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
