package io.millrace.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which every target is measured: warm-up, search for the best number in flight, throughput with it, then
 * latency at 10 starts a second.
 */
final class Trial {
    private static final List<Integer> WINDOWS = List.of(256, 512, 1024);
    private static final int WARM_UP_WINDOW = 512;
    private static final int WARM_UP_SECONDS = 60;
    private static final int SEARCH_SECONDS = 5;
    private static final int MEASURE_SECONDS = 30;
    private static final int STARTS_PER_SECOND = 10;

    private final Load load;
    private final Laboratory laboratory;
    private final ProcessMeter server;

    /**
     * A trial.
     *
     * @param server process whose CPU time and writing are counted
     */
    Trial(Load load, Laboratory laboratory, ProcessMeter server) {
        this.load = load;
        this.laboratory = laboratory;
        this.server = server;
    }

    /**
     * What a trial came to.
     *
     * @param window the number in flight that gave the best throughput
     * @param closed throughput with it
     * @param open latency at 10 starts a second
     * @param cpuSeconds CPU time that the server used for the throughput
     * @param bytesWritten bytes that the server wrote to disk for the throughput
     */
    record Result(int window, Load.Outcome closed, Load.Outcome open, double cpuSeconds, long bytesWritten) {
        /** The figures by name. */
        Map<String, Double> figures(int stepsPerRun) {
            Map<String, Double> figures = new LinkedHashMap<>();
            double steps = (double) closed.done() * stepsPerRun;
            figures.put(Figures.RUNS, closed.perSecond());
            figures.put(Figures.STEPS, closed.perSecond() * stepsPerRun);
            figures.put(Figures.P50, open.millisAt(50));
            figures.put(Figures.P90, open.millisAt(90));
            figures.put(Figures.P99, open.millisAt(99));
            figures.put(Figures.CPU, cpuSeconds / steps * 1_000);
            figures.put(Figures.WRITTEN, bytesWritten / steps);
            figures.put(Figures.FAILED, (double) closed.failed() + open.failed());
            return figures;
        }
    }

    /** Measures. */
    Result run() throws Exception {
        load.closed(WARM_UP_WINDOW, laboratory.seconds(WARM_UP_SECONDS));
        int best = WINDOWS.getFirst();
        double bestRate = 0;
        for (int window : WINDOWS) {
            double rate =
                    load.closed(window, laboratory.seconds(SEARCH_SECONDS)).perSecond();
            laboratory.note("%d in flight: %.0f runs/s".formatted(window, rate));
            if (rate > bestRate) {
                best = window;
                bestRate = rate;
            }
        }
        double cpuBefore = server.cpuSeconds();
        long writtenBefore = server.bytesWritten();
        Load.Outcome closed = load.closed(best, laboratory.seconds(MEASURE_SECONDS));
        double cpuSeconds = server.cpuSeconds() - cpuBefore;
        long bytesWritten = server.bytesWritten() - writtenBefore;
        Load.Outcome open = load.open(STARTS_PER_SECOND, laboratory.seconds(MEASURE_SECONDS));
        return new Result(best, closed, open, cpuSeconds, bytesWritten);
    }
}
