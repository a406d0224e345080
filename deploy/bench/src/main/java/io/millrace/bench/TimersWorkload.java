package io.millrace.bench;

import io.millrace.records.AuditRecord;
import io.millrace.records.RunInput;
import io.millrace.records.TimerFired;
import io.millrace.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code timers}: runs that wait, with the ends of their waits spread evenly over a time that begins when all of them wait.
 * A timer has fired when the log has it; its run has gone on when what followed is committed.
 *
 * @param timers how many
 */
record TimersWorkload(int timers) implements Workload {
    private static final String NAME = "timers";
    /** So many starts in a second at least are expected; otherwise the first timers would be due before the last runs wait. */
    private static final int SLOWEST_STARTS_PER_SECOND = 3_000;

    private static final int FIRINGS_PER_SECOND = 15_000;
    private static final Duration REST = Duration.ofSeconds(60);

    @Override
    public Measurement measure(Laboratory laboratory) throws Exception {
        int count = laboratory.pieces(timers);
        try (Server server = laboratory.freshServer()) {
            Api api = new Api(server.url(), server.adminKey());
            PublishedWorkflow workflow = api.publish(Payloads.PAUSE);
            Topics topics = new Topics(api.topicPrefix(), 1, (short) 1);
            WaitingRuns runs = new WaitingRuns();
            Lateness fired = new Lateness();
            try (Tail<AuditRecord> _ = new Tail<>(server.bootstrapServers(), topics.audit(), true, runs::take);
                    Tail<RunInput> _ = new Tail<>(server.bootstrapServers(), topics.runInputs(), false, input -> {
                        if (input.getPayload() instanceof TimerFired timer) {
                            fired.of(timer.getDueAt());
                        }
                    });
                    StartLog log = new StartLog(server.bootstrapServers(), api.topicPrefix(), workflow)) {
                Instant began = Instant.now();
                Instant first =
                        began.plusSeconds(count / SLOWEST_STARTS_PER_SECOND).plus(REST);
                runs.start(log, count, i -> pause(first, scattered(i, count)), laboratory);
                double starting = Duration.between(began, Instant.now()).toMillis() / 1_000.0;
                laboratory.note("all wait after %.0f s".formatted(starting));
                if (Instant.now().isAfter(first)) {
                    throw new IOException("The first timers were due before the last runs waited: the engine takes up"
                            + " fewer than " + SLOWEST_STARTS_PER_SECOND + " starts/s here");
                }
                Thread.sleep(Duration.between(Instant.now(), first));
                double cpuBefore = server.meter().cpuSeconds();
                long due = System.nanoTime();
                runs.awaitEnds(count);
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put("starts/s", count / starting);
                figures.put("gone on/s", runs.ended() / ((System.nanoTime() - due) / 1e9));
                figures.put("fired late p50 ms", fired.millisAt(50));
                figures.put("fired late p99 ms", fired.millisAt(99));
                figures.put("gone on late p50 ms", runs.lateness().millisAt(50));
                figures.put("gone on late p99 ms", runs.lateness().millisAt(99));
                figures.put("CPU s per 1000 timers", (server.meter().cpuSeconds() - cpuBefore) / count * 1_000);
                figures.put("lost", (double) count - runs.ended());
                figures.put("fired again, refused", (double) runs.repeated());
                return Measurement.of(NAME, figures, Map.of("timers", count, "due/s", FIRINGS_PER_SECOND));
            }
        }
    }

    /** An order in which neighbours in time are far apart in the log: 7919 is a prime that no sensible count is a multiple of. */
    private static int scattered(int number, int count) {
        return (int) (number * 7_919L % count);
    }

    private static String pause(Instant first, int place) {
        Instant dueAt = first.plusMillis(place * 1_000L / FIRINGS_PER_SECOND);
        return "{\"pause\":\"%s\"}".formatted(Duration.between(Instant.now(), dueAt));
    }
}
