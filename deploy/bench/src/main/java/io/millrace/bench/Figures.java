package io.millrace.bench;

/** Names of the figures that several workloads have, each with its unit. */
final class Figures {
    static final String RUNS = "runs/s";
    static final String STEPS = "steps/s";
    static final String REQUESTS = "requests/s";
    static final String P50 = "p50 ms";
    static final String P90 = "p90 ms";
    static final String P99 = "p99 ms";
    static final String CPU = "CPU s per 1000 steps";
    static final String WRITTEN = "bytes written per step";

    static final String FAILED = "failed runs";

    private Figures() {}
}
