package io.millrace.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code startup}: from the launcher to ready, without data and with it, and what the server costs when idle. */
record StartupWorkload() implements Workload {
    private static final String NAME = "startup";
    private static final int SETTLE_SECONDS = 30;
    /** By then the JIT compiler has done with what the start left to it. */
    private static final int REST_SECONDS = 150;

    private static final int IDLE_SECONDS = 30;
    private static final double MEGABYTE = 1024 * 1024;

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        try (Server server = laboratory.freshServer()) {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("ready s", server.secondsToReady());
            Thread.sleep(laboratory.seconds(SETTLE_SECONDS));
            figures.put("idle RSS MB", server.meter().residentBytes() / MEGABYTE);
            figures.put("idle CPU % of a core, first minute", idle(server, laboratory));
            Thread.sleep(laboratory.seconds(REST_SECONDS));
            figures.put("idle CPU % of a core, later", idle(server, laboratory));
            server.kill();
            server.restart();
            figures.put("ready after kill -9 s", server.secondsToReady());
            return Measurement.of(NAME, figures, Map.of());
        }
    }

    private static double idle(Server server, Laboratory laboratory) throws Exception {
        double before = server.meter().cpuSeconds();
        long began = System.nanoTime();
        Thread.sleep(laboratory.seconds(IDLE_SECONDS));
        double seconds = (System.nanoTime() - began) / 1e9;
        return (server.meter().cpuSeconds() - before) / seconds * 100;
    }
}
