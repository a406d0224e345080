package io.millrace.audit.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.audit.AuditLog;
import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.PositionMovedException;
import io.millrace.schemas.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.CloseableIterable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeExactlyOnceIT {
    private static final String TOPIC = "millrace.audit";

    @TempDir
    Path directory;

    private final AuditLog log = new AuditLog();
    private final List<Lake> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Lake::close);
    }

    @Test
    void shouldHoldEveryRecordAsARowThatOthersCanRead() throws Exception {
        // Given
        RunId run = log.completedRun(3, 10);
        log.completedRun(5, 2);
        log.append(log.act("workflow.published", "act-1").build());
        LakeSink sink = sink();
        sink.take(log.drain());

        // When
        sink.settle();

        // Then
        assertThat(readByIceberg())
                .hasSize(15)
                .allSatisfy(row -> assertThat(row.getField("topic")).isEqualTo(TOPIC));
        assertThat(readByDuckDb("count(*)", "true")).isEqualTo("15");
        assertThat(readByDuckDb("count(distinct id)", "true")).isEqualTo("15");
        assertThat(readByDuckDb("max(status)", "run_id = '" + run + "' and \"offset\" = 10"))
                .isEqualTo("completed");
        assertThat(readByDuckDb("json_extract_string(any_value(input), '$.type')", "position_offset = 1"))
                .isEqualTo("StartRun");
        assertThat(readByDuckDb("len(any_value(events))", "position_offset = 1"))
                .isEqualTo("3");
        assertThat(readByDuckDb("any_value(events)[2].task", "position_offset = 1"))
                .isEqualTo("step1");
    }

    @Test
    void shouldWriteAgainWhatWasOnDiskButNotCommittedWhenTheWriterDied() throws Exception {
        // Given
        log.completedRun(0, 10);
        LakeSink first = sink();
        first.take(log.from(first.positions()));
        first.settle();
        log.completedRun(0, 10);
        log.completedRun(1, 10);
        LakeSink dying = sink();
        dying.take(log.from(dying.positions()));
        completeFilesWithoutCommit(dying);
        long onDisk = dataFiles();

        // When
        LakeSink restarted = sink();
        restarted.take(log.from(restarted.positions()));
        restarted.settle();

        // Then
        assertThat(onDisk).as("files of the dead writer are there").isGreaterThan(1);
        assertThat(readByIceberg()).hasSize(33);
        assertThat(readByDuckDb("count(distinct id)", "true")).isEqualTo("33");
        assertThat(restarted.positions()).containsEntry(0, 22L).containsEntry(1, 11L);
    }

    @Test
    void shouldNotDoubleWhatWasCommittedJustBeforeTheWriterDied() {
        // Given
        log.completedRun(0, 10);
        LakeSink dying = sink();
        dying.take(log.from(dying.positions()));
        dying.settle();

        // When
        LakeSink restarted = sink();
        AuditBatch again = log.from(restarted.positions());

        // Then
        assertThat(again.entries()).isEmpty();
        assertThat(readByIceberg()).hasSize(11);
    }

    @Test
    void shouldRefuseTheCommitOfAWriterWhosePartitionAnotherHasTakenOver() {
        // Given
        log.completedRun(0, 10);
        LakeSink paused = sink();
        paused.take(log.from(paused.positions()));
        LakeSink successor = sink();
        successor.take(log.from(successor.positions()));
        successor.settle();

        // When / Then
        assertThatThrownBy(paused::settle).isInstanceOf(PositionMovedException.class);
        assertThat(readByIceberg()).hasSize(11);
    }

    @Test
    void shouldLetTwoWritersCommitDifferentPartitions() {
        // Given
        log.completedRun(0, 10);
        LakeSink one = sink();
        one.take(log.drain());
        log.completedRun(1, 10);
        LakeSink other = sink();
        other.take(log.drain());
        other.settle();

        // When
        one.settle();

        // Then
        assertThat(readByIceberg()).hasSize(22);
        assertThat(one.positions()).containsEntry(0, 11L).containsEntry(1, 11L);
    }

    @Test
    void shouldTakeTheTableUpAgainWhenOnlyTheCatalogIsLost() throws Exception {
        // Given
        log.completedRun(0, 10);
        LakeSink sink = sink();
        sink.take(log.drain());
        sink.settle();
        opened.forEach(Lake::close);
        Files.delete(directory.resolve("catalog.mv.db"));

        // When
        LakeSink restarted = sink();

        // Then
        assertThat(restarted.positions()).containsEntry(0, 11L);
        assertThat(readByIceberg()).hasSize(11);
    }

    @Test
    void shouldKeepRowsOfManyDaysApartWithoutKeepingAllFilesOpen() {
        // Given
        for (int day = 0; day < 10; day++) {
            for (int half = 0; half < 2; half++) {
                log.append(log.act("workflow.published", "act-" + day + "-" + half)
                        .setTime(AuditLog.START.plus(Duration.ofDays(day)))
                        .build());
            }
        }
        LakeSink sink = sink();

        // When
        sink.take(log.drain());
        sink.settle();

        // Then
        assertThat(sink.state().files()).isEqualTo(10);
        assertThat(readByIceberg().stream()
                        .map(row -> ((java.time.OffsetDateTime) row.getField("time"))
                                .withOffsetSameInstant(ZoneOffset.UTC)
                                .toLocalDate())
                        .distinct())
                .hasSize(10);
    }

    @Test
    void shouldCommitWhenARecordHasWaitedLongEnoughOrManyWait() {
        // Given
        log.completedRun(0, 10);
        LakeProperties properties =
                new LakeProperties(directory, new LakeProperties.Audit(null, Duration.ofHours(1), 11));
        LakeSink sink = new LakeSink(this::lake, properties, TOPIC);
        sink.take(AuditLog.batch(log.entries().subList(0, 10)));
        sink.settleWhenDue();
        long early = sink.commits();

        // When
        sink.take(AuditLog.batch(log.entries().subList(10, 11)));
        sink.settleWhenDue();

        // Then
        assertThat(early).isZero();
        assertThat(sink.commits()).isEqualTo(1);
    }

    /** What a {@code kill -9} between the last byte of the data files and the commit leaves behind. */
    private static void completeFilesWithoutCommit(LakeSink dying) throws ReflectiveOperationException {
        var files = LakeSink.class.getDeclaredField("files");
        files.setAccessible(true);
        ((OpenFiles) files.get(dying)).complete();
    }

    private LakeSink sink() {
        return new LakeSink(
                this::lake,
                new LakeProperties(directory, new LakeProperties.Audit(null, Duration.ofSeconds(60), 500_000)),
                TOPIC);
    }

    private Lake lake() {
        Lake lake = new Lake(directory.resolve("lake"), "jdbc:h2:file:" + directory.resolve("catalog"), "sa", "");
        opened.add(lake);
        return lake;
    }

    private long dataFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("lake"))) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private List<Record> readByIceberg() {
        Table table = lake().audit();
        try (CloseableIterable<Record> rows = IcebergGenerics.read(table).build()) {
            List<Record> all = new ArrayList<>();
            rows.forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads the Parquet files of the current snapshot with an engine that is not ours. */
    private String readByDuckDb(String expression, String condition) throws IOException, SQLException {
        List<String> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> scan = lake().audit().newScan().planFiles()) {
            scan.forEach(task -> files.add("'" + task.file().location() + "'"));
        }
        String query = "select cast(" + expression + " as varchar) from read_parquet(["
                + files.stream().collect(Collectors.joining(",")) + "]) where " + condition;
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
