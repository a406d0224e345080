package io.millrace.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.Progress;
import io.millrace.schemas.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many audit records a second go into the database: printed, because a figure never fails a build. */
class HistoryThroughputIT {
    private static final int RUNS = Integer.getInteger("millrace.history.runs", 4_000);
    private static final int STEPS = 10;
    private static final int AT_ONCE = 2_000;
    private static final int PARTITIONS = 8;
    /** Runs that are under way at the same time, so that a batch holds a few records of many runs. */
    private static final int UNDER_WAY = 200;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void shouldTakeEveryRecord(Databases kind) throws Exception {
        try (Databases.Running running = kind.start(directory)) {
            // Given
            SqlHistorySink sink = new SqlHistorySink(running.database(), new Progress(), new Bells(new Audience()));
            sink.positions();
            List<AuditBatch> batches = batches();

            // When
            long begun = System.nanoTime();
            batches.forEach(sink::take);
            double seconds = (System.nanoTime() - begun) / 1e9;

            // Then
            long written = running.database()
                    .writes()
                    .query("select count(*) from audit_records", (row, number) -> row.getLong(1))
                    .getFirst();
            System.out.printf(
                    "history into %s: %,d records in %.1f s = %,.0f records/s%n",
                    kind, written, seconds, written / seconds);
            assertThat(written).isEqualTo((long) RUNS * (STEPS + 1));
        }
    }

    private static List<AuditBatch> batches() {
        AuditLog log = new AuditLog();
        List<AuditBatch> batches = new ArrayList<>();
        List<AuditEntry> pending = new ArrayList<>();
        for (int group = 0; group < RUNS / UNDER_WAY; group++) {
            List<RunId> runs = new ArrayList<>();
            for (int i = 0; i < UNDER_WAY; i++) {
                runs.add(log.newRun(i % PARTITIONS));
            }
            runs.forEach(run -> log.append(log.started(run).build()));
            for (int step = 1; step <= STEPS; step++) {
                int current = step;
                runs.forEach(
                        run -> log.append(log.stepSucceeded(run, current, STEPS).build()));
            }
            pending.addAll(log.drain().entries());
            while (pending.size() >= AT_ONCE) {
                batches.add(AuditLog.batch(pending.subList(0, AT_ONCE)));
                pending = new ArrayList<>(pending.subList(AT_ONCE, pending.size()));
            }
        }
        if (!pending.isEmpty()) {
            batches.add(AuditLog.batch(pending));
        }
        return batches;
    }
}
