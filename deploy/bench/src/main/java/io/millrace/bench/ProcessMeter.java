package io.millrace.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Linux knows of a process.
 *
 * @param pid its number
 */
record ProcessMeter(long pid) {
    /** Clock ticks of /proc in a second: USER_HZ, which is 100 on every architecture that Java runs on. */
    private static final double TICKS_PER_SECOND = 100;

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Pattern HEAP_IN_USE = Pattern.compile("used (\\d+)K");
    private static final int USER_TIME = 13;
    private static final int SYSTEM_TIME = 14;

    /** CPU time used so far, in seconds. */
    double cpuSeconds() throws IOException {
        String text = Files.readString(proc("stat"));
        // The second field is the program's name in parentheses, which may hold spaces.
        List<String> fields = List.of(text.substring(text.lastIndexOf(')')).split(" ", -1));
        return (Long.parseLong(fields.get(USER_TIME - 1)) + Long.parseLong(fields.get(SYSTEM_TIME - 1)))
                / TICKS_PER_SECOND;
    }

    /**
     * Waits until the process has nothing left to do but what it always does: half a core or less for two seconds.
     *
     * @return false when it was still busy at the end of the time
     */
    boolean awaitQuiet(Duration atMost) throws IOException, InterruptedException {
        for (Instant end = Instant.now().plus(atMost); Instant.now().isBefore(end); ) {
            double before = cpuSeconds();
            Thread.sleep(QUIET);
            if (cpuSeconds() - before <= QUIET.toMillis() / 2_000.0) {
                return true;
            }
        }
        return false;
    }

    /** Bytes that the process has caused to be written to disk so far. */
    long bytesWritten() throws IOException {
        return field("io", "write_bytes:");
    }

    /** Memory that it occupies now, in bytes. */
    long residentBytes() throws IOException {
        return field("status", "VmRSS:") * 1024;
    }

    /** Bytes of the Java heap that are in use after a collection, as the JDK's own {@code jcmd} says. */
    long liveHeapBytes() throws IOException {
        jcmd("GC.run");
        Matcher used = HEAP_IN_USE.matcher(jcmd("GC.heap_info"));
        if (!used.find()) {
            throw new IOException("jcmd does not say how much of the heap of process " + pid + " is in use");
        }
        return Long.parseLong(used.group(1)) * 1024;
    }

    private String jcmd(String command) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private long field(String file, String name) throws IOException {
        return Files.readAllLines(proc(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IOException("/proc/" + pid + "/" + file + " has no line " + name));
    }

    private Path proc(String file) {
        return Path.of("/proc", Long.toString(pid), file);
    }
}
