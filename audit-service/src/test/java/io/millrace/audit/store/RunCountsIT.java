package io.millrace.audit.store;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.AuditLog.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.history.RunCount;
import io.millrace.audit.history.StatisticsQuery;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.Progress;
import io.millrace.records.CancelRun;
import io.millrace.schemas.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs are counted by the time they started, the same in both databases. */
@ParameterizedClass
@EnumSource
class RunCountsIT {
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant ELEVEN = TEN.plus(Duration.ofHours(1));
    private static final Instant TWELVE = TEN.plus(Duration.ofHours(2));
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private final Databases kind;
    private final AuditLog log = new AuditLog();
    private Databases.Running running;
    private SqlHistorySink sink;
    private SqlRunHistory history;

    RunCountsIT(Databases kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws IOException {
        running = kind.start(directory);
        sink = new SqlHistorySink(running.database(), new Progress(), new Bells(new Audience()));
        sink.positions();
        history = new SqlRunHistory(running.database(), log::decode);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    private RunId started(String tenant, String workflow, Instant at) {
        RunId run = log.newRun(0);
        log.append(log.started(run)
                .setTenant(tenant)
                .setWorkflow(workflow)
                .setTime(at)
                .build());
        return run;
    }

    private void run(String workflow, Instant at) {
        started(TENANT, workflow, at);
    }

    private List<RunCount> counts(@Nullable String workflow, Instant from, Instant to) {
        sink.take(log.drain());
        return history.counts(TENANT, new StatisticsQuery(workflow, from, to, HOUR), 100);
    }

    private static RunCount open(String workflow, Instant at, long count) {
        return new RunCount(workflow, at, count, 0, 0, 0, count);
    }

    @Test
    void shouldCountEachWorkflowInEachStepOfTime() {
        // Given
        run("orders", TEN);
        run("orders", ELEVEN.minusMillis(1));
        run("orders", ELEVEN);
        run("bills", ELEVEN);

        // When
        List<RunCount> counts = counts(null, TEN, TWELVE);

        // Then
        assertThat(counts).containsExactly(open("orders", TEN, 2), open("bills", ELEVEN, 1), open("orders", ELEVEN, 1));
    }

    @Test
    void shouldLeaveOutWhatStartedBeforeOrBehind() {
        // Given
        run("orders", TEN.minusMillis(1));
        run("orders", TEN);
        run("orders", ELEVEN);

        // When
        List<RunCount> counts = counts(null, TEN, ELEVEN);

        // Then
        assertThat(counts).containsExactly(open("orders", TEN, 1));
    }

    @Test
    void shouldBeginTheFirstStepWhereItIsAskedTo() {
        // Given
        Instant tenPast = TEN.plus(Duration.ofMinutes(10));
        run("orders", TEN.plus(Duration.ofMinutes(70)));

        // When
        List<RunCount> counts = counts(null, tenPast, TWELVE);

        // Then
        assertThat(counts).containsExactly(open("orders", tenPast.plus(HOUR), 1));
    }

    @Test
    void shouldSayWhatBecameOfTheRuns() {
        // Given
        RunId completed = started(TENANT, "orders", TEN);
        log.append(log.stepSucceeded(completed, 1, 1).build());
        RunId faulted = started(TENANT, "orders", TEN);
        log.append(log.faulted(faulted).build());
        RunId cancelled = started(TENANT, "orders", TEN);
        log.append(log.input(cancelled, new CancelRun("key-1", "no longer wanted", null), "cancelled")
                .setEvents(List.of(event("RunCancelled").build()))
                .build());
        run("orders", TEN);
        run("orders", TEN);

        // When
        List<RunCount> counts = counts(null, TEN, ELEVEN);

        // Then
        assertThat(counts).containsExactly(new RunCount("orders", TEN, 5, 1, 1, 1, 2));
    }

    @Test
    void shouldCountOneWorkflowAlone() {
        // Given
        run("orders", TEN);
        run("bills", TEN);

        // When
        List<RunCount> counts = counts("bills", TEN, ELEVEN);

        // Then
        assertThat(counts).containsExactly(open("bills", TEN, 1));
    }

    @Test
    void shouldNotCountTheRunsOfOthers() {
        // Given
        started("other", "orders", TEN);

        // When
        List<RunCount> counts = counts(null, TEN, ELEVEN);

        // Then
        assertThat(counts).isEmpty();
    }

    @Test
    void shouldGiveNoMoreThanIsAskedFor() {
        // Given
        run("orders", TEN);
        run("orders", ELEVEN);
        sink.take(log.drain());

        // When
        List<RunCount> counts = history.counts(TENANT, new StatisticsQuery(null, TEN, TWELVE, HOUR), 1);

        // Then
        assertThat(counts).containsExactly(open("orders", TEN, 1));
    }
}
