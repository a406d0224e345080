package io.millrace.bench;

import io.millrace.records.AuditRecord;
import io.millrace.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * {@code resident}: runs that wait for months; what they take on disk and in memory, and how long restarts take with them.
 *
 * @param runs how many
 * @param payloadBytes length of the JSON that each run keeps
 */
record ResidentWorkload(int runs, int payloadBytes) implements Workload {
    private static final String NAME = "resident";
    private static final long SEED = 7;
    private static final double MEGABYTE = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        int count = laboratory.pieces(runs);
        try (Server server = laboratory.freshServer()) {
            Api api = new Api(server.url(), server.adminKey());
            PublishedWorkflow workflow = api.publish(Payloads.REST);
            Topics topics = new Topics(api.topicPrefix(), 1, (short) 1);
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("heap before MB", server.meter().liveHeapBytes() / MEGABYTE);
            WaitingRuns waiting = new WaitingRuns();
            RandomGenerator random = new SplittableRandom(SEED);
            long began = System.nanoTime();
            try (Tail<AuditRecord> _ = new Tail<>(server.bootstrapServers(), topics.audit(), true, waiting::take);
                    StartLog log = new StartLog(server.bootstrapServers(), api.topicPrefix(), workflow)) {
                waiting.start(log, count, _ -> Payloads.json(payloadBytes, random), laboratory);
            }
            figures.put("starts/s", count / ((System.nanoTime() - began) / 1e9));
            // History and lake lag behind; what they still hold belongs to their work, not to the runs.
            if (!server.meter().awaitQuiet(PATIENCE)) {
                laboratory.note("the server is busy still; its heap is that of a busy one");
            }
            figures.put("heap with all MB", server.meter().liveHeapBytes() / MEGABYTE);
            server.stop();
            Path logs = server.directory();
            figures.put("bytes per run in stores", (double) Directories.bytes(logs.resolve("state"), "") / count);
            figures.put("bytes per run in changelogs", (double) Directories.bytes(logs, "-changelog-") / count);
            server.restart();
            figures.put("ready after a stop s", server.secondsToReady());
            server.kill();
            server.restart();
            figures.put("ready after kill -9 s", server.secondsToReady());
            figures.put("heap after the restart MB", server.meter().liveHeapBytes() / MEGABYTE);
            figures.put("RSS after the restart MB", server.meter().residentBytes() / MEGABYTE);
            return Measurement.of(NAME, figures, Map.of("runs", count, "payload bytes", payloadBytes));
        }
    }
}
