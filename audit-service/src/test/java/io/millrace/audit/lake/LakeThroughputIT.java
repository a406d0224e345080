package io.millrace.audit.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.intake.AuditBatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many audit records a second go into the lake: printed, because a figure never fails a build. */
class LakeThroughputIT {
    private static final int RUNS = Integer.getInteger("millrace.lake.runs", 5_000);
    private static final int STEPS = 10;
    private static final int RUNS_AT_ONCE = 200;

    @TempDir
    Path directory;

    @Test
    void shouldTakeEveryRecord() {
        // Given
        LakeProperties properties =
                new LakeProperties(directory, new LakeProperties.Audit(null, Duration.ofSeconds(60), 500_000));
        try (LakeSink sink = new LakeSink(
                () -> new Lake(properties.directory(), "jdbc:h2:file:" + directory.resolve("catalog"), "sa", ""),
                properties,
                "audit")) {
            sink.positions();
            List<AuditBatch> batches = batches();

            // When
            long begun = System.nanoTime();
            batches.forEach(sink::take);
            sink.settle();
            double seconds = (System.nanoTime() - begun) / 1e9;

            // Then
            System.out.printf(
                    "lake: %,d records in %.1f s = %,.0f records/s%n",
                    sink.state().records(), seconds, sink.state().records() / seconds);
            assertThat(sink.state().records()).isEqualTo((long) RUNS * (STEPS + 1));
        }
    }

    private static List<AuditBatch> batches() {
        AuditLog log = new AuditLog();
        List<AuditBatch> batches = new ArrayList<>();
        for (int group = 0; group < RUNS / RUNS_AT_ONCE; group++) {
            for (int run = 0; run < RUNS_AT_ONCE; run++) {
                log.completedRun(run % 8, STEPS);
            }
            batches.add(log.drain());
        }
        return batches;
    }
}
