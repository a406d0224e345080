package io.millrace.audit.store;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.AuditLog.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.audit.AuditLog;
import io.millrace.audit.history.AuditQuery;
import io.millrace.audit.history.Page;
import io.millrace.audit.history.RunQuery;
import io.millrace.audit.history.RunStatus;
import io.millrace.audit.history.RunView;
import io.millrace.audit.intake.Audience;
import io.millrace.audit.intake.AuditBatch;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.audit.intake.Bells;
import io.millrace.audit.intake.PositionMovedException;
import io.millrace.audit.intake.Progress;
import io.millrace.audit.intake.Span;
import io.millrace.records.AuditRecord;
import io.millrace.records.RetryRun;
import io.millrace.schemas.RunId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class HistoryStoreIT {
    @TempDir
    Path directory;

    private final Databases kind;
    private final AuditLog log = new AuditLog();
    private final Progress progress = new Progress();
    private final Bells bells = new Bells(new Audience());
    private Databases.Running running;
    private SqlHistorySink sink;
    private SqlRunHistory history;

    HistoryStoreIT(Databases kind) {
        this.kind = kind;
    }

    @BeforeEach
    void start() throws IOException {
        running = kind.start(directory);
        sink = new SqlHistorySink(running.database(), progress, bells);
        sink.positions();
        history = new SqlRunHistory(running.database(), log::decode);
    }

    @AfterEach
    void stop() throws IOException {
        running.close();
    }

    @Test
    void shouldKeepRunsRecordsAndPositionsOfABatch() {
        // Given
        RunId run = log.completedRun(3, 10);

        // When
        sink.take(log.drain());

        // Then
        RunView view = history.run(TENANT, run).orElseThrow();
        assertThat(view.status()).isEqualTo("completed");
        assertThat(view.input()).isEqualTo(AuditLog.PAYLOAD);
        assertThat(view.output()).isEqualTo(AuditLog.PAYLOAD);
        assertThat(view.usage().tasks()).isEqualTo(10);
        assertThat(history.entriesOf(TENANT, run, -1, 100)).hasSize(11);
        assertThat(sink.positions()).isEqualTo(Map.of(3, 11L));
        assertThat(history.inputApplied(3)).isEqualTo(progress.input(3)).isPresent();
    }

    @Test
    void shouldComeToTheSameWhateverTheBatches() {
        // Given
        RunId run = log.completedRun(0, 10);
        List<AuditEntry> entries = log.entries();

        // When
        entries.forEach(entry -> sink.take(AuditLog.batch(List.of(entry))));

        // Then
        RunView view = history.run(TENANT, run).orElseThrow();
        assertThat(view.status()).isEqualTo("completed");
        assertThat(view.startedAt()).isEqualTo(entries.getFirst().audit().getTime());
        assertThat(view.endedAt()).isEqualTo(entries.getLast().audit().getTime());
        assertThat(view.usage().inputs()).isEqualTo(11);
        assertThat(view.usage().stepMillis()).isEqualTo(30);
    }

    @Test
    void shouldOpenARunAgainThatIsRetried() {
        // Given
        RunId run = log.newRun(0);
        log.append(log.started(run).build());
        log.append(log.faulted(run).build());
        sink.take(log.drain());
        RetryRun retry = RetryRun.newBuilder().setActor("key-1").build();
        log.append(log.input(run, retry, "running").setVersion("2.0.0").build());

        // When
        sink.take(log.drain());

        // Then
        RunView open = history.run(TENANT, run).orElseThrow();
        assertThat(open.status()).isEqualTo("running");
        assertThat(open.version()).isEqualTo("2.0.0");
        assertThat(open.endedAt()).isNull();
        assertThat(open.error()).isNull();
    }

    @Test
    void shouldEndARunWhereItEndedLastWhenItIsRetriedAndFaultsAgain() {
        // Given
        RunId run = log.newRun(0);
        log.append(log.started(run).build());
        log.append(log.faulted(run).build());
        sink.take(log.drain());
        RetryRun retry = RetryRun.newBuilder().setActor("key-1").build();
        log.append(log.input(run, retry, "running").build());
        AuditEntry last = log.append(log.faulted(run).build());

        // When
        sink.take(log.drain());

        // Then
        assertThat(history.run(TENANT, run).orElseThrow().endedAt())
                .isEqualTo(last.audit().getTime());
    }

    @Test
    void shouldRefuseABatchThatAnotherInstanceHasTaken() {
        // Given
        RunId run = log.completedRun(0, 1);
        AuditBatch batch = log.drain();
        sink.take(batch);

        // When / Then
        assertThatThrownBy(() -> sink.take(batch)).isInstanceOf(PositionMovedException.class);
        assertThat(history.run(TENANT, run).orElseThrow().usage().inputs()).isEqualTo(2);
        assertThat(sink.positions()).isEqualTo(Map.of(0, 2L));
    }

    @Test
    void shouldTakeARecordOnceThatStandsTwiceInTheLog() {
        // Given
        RunId run = log.newRun(0);
        AuditRecord start = log.started(run).build();
        AuditRecord act = log.act("workflow.published", "act-1").build();
        List.of(start, act).forEach(log::append);
        sink.take(log.drain());
        List.of(start, act, act).forEach(log::append);
        log.append(log.stepSucceeded(run, 1, 1).build());

        // When
        sink.take(log.drain());

        // Then
        assertThat(history.entriesOf(TENANT, run, -1, 100)).hasSize(2);
        assertThat(history.run(TENANT, run).orElseThrow().usage().inputs()).isEqualTo(2);
        assertThat(history.entries(TENANT, query("workflow.published", null)).items())
                .hasSize(1);
        assertThat(sink.positions()).isEqualTo(Map.of(0, 6L));
    }

    @Test
    void shouldNotMoveARunBackForARecordThatWasSetAsideAndWrittenAgain() {
        // Given
        RunId run = log.newRun(0);
        AuditRecord start = log.started(run).build();
        AuditRecord middle = log.stepSucceeded(run, 1, 2).build();
        log.append(start);
        log.append(log.stepSucceeded(run, 2, 2).build());
        sink.take(log.drain());
        log.append(middle);

        // When
        sink.take(log.drain());

        // Then
        RunView view = history.run(TENANT, run).orElseThrow();
        assertThat(view.status()).isEqualTo("completed");
        assertThat(view.output()).isEqualTo(AuditLog.PAYLOAD);
        assertThat(view.usage().inputs()).isEqualTo(3);
    }

    @Test
    void shouldKnowTheInputOfARunWhoseStartWasWrittenAgainBehindItsEnd() {
        // Given
        RunId run = log.newRun(0);
        AuditRecord start = log.started(run).build();
        log.append(log.stepSucceeded(run, 1, 1).build());
        sink.take(log.drain());
        log.append(start);

        // When
        sink.take(log.drain());

        // Then
        RunView view = history.run(TENANT, run).orElseThrow();
        assertThat(view.status()).isEqualTo("completed");
        assertThat(view.input()).isEqualTo(AuditLog.PAYLOAD);
        assertThat(view.startedAt()).isEqualTo(start.getTime());
    }

    @Test
    void shouldHoldRecordsOfMoreThanAMegabyteAndAnyText() {
        // Given
        RunId run = log.newRun(0);
        String large = "\"" + "x".repeat(1_500_000) + "\"";
        log.append(log.started(run)
                .setActor("nul\0and\uD83D\uDE00")
                .setEvents(List.of(event("RunStarted").setInput(large).build()))
                .build());

        // When
        sink.take(log.drain());

        // Then
        assertThat(history.run(TENANT, run).orElseThrow().input()).isEqualTo(large);
        assertThat(history.entries(TENANT, query(null, "nuland\uD83D\uDE00")).items())
                .hasSize(1);
    }

    @Test
    void shouldCutAPageShortWhenValuesAreLarge() {
        // Given
        String large = "\"" + "x".repeat(900_000) + "\"";
        for (int i = 0; i < 8; i++) {
            RunId run = log.newRun(0);
            log.append(log.started(run)
                    .setEvents(List.of(event("RunStarted").setInput(large).build()))
                    .build());
        }
        sink.take(log.drain());

        // When
        Page<RunView> page =
                history.runs(TENANT, new RunQuery(null, Set.of(RunStatus.RUNNING), null, null, null, false, 100, null));

        // Then
        assertThat(page.items()).hasSizeBetween(1, 5);
        assertThat(page.more()).isTrue();
    }

    @Test
    void shouldShowATenantOnlyItsOwnEntriesOfAPartition() {
        // Given
        log.completedRun(0, 1);
        log.append(log.act("workflow.published", "act-1").setTenant("other").build());
        log.completedRun(0, 1);
        sink.take(log.drain());

        // When
        List<AuditEntry> entries = history.entriesOf(TENANT, 0, new Span(1, 4), 100);

        // Then
        assertThat(entries).extracting(AuditEntry::offset).containsExactly(1L, 3L);
    }

    @Test
    void shouldRingForRunsAndTenantsWithNews() throws Exception {
        // Given
        RunId run = log.completedRun(0, 1);
        try (Bells.Bell ofRun = bells.hang(run.toString());
                Bells.Bell ofTenant = bells.hang(TENANT);
                Bells.Bell ofOther = bells.hang("other")) {

            // When
            sink.take(log.drain());

            // Then
            assertThat(ofRun.await(Duration.ZERO)).isTrue();
            assertThat(ofTenant.await(Duration.ZERO)).isTrue();
            assertThat(ofOther.await(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void shouldSweepOutWhatIsOldButNothingOfARunThatGoesOn() {
        // Given
        RunId ended = log.completedRun(0, 1);
        RunId goesOn = log.newRun(0);
        log.append(log.started(goesOn).build());
        log.append(log.act("workflow.published", "act-1").build());
        RunId recent = log.newRun(0);
        Instant later = AuditLog.START.plus(Duration.ofDays(20));
        log.append(log.started(recent).setTime(later).build());
        sink.take(log.drain());
        RetentionSweep sweep = new RetentionSweep(running.database(), running.properties());

        // When
        long removed = sweep.sweep(AuditLog.START.plus(Duration.ofDays(31)), () -> true);

        // Then
        assertThat(removed).isEqualTo(3);
        assertThat(history.run(TENANT, ended)).isEmpty();
        assertThat(history.run(TENANT, goesOn).orElseThrow().input()).isEqualTo(AuditLog.PAYLOAD);
        assertThat(history.exists(TENANT, recent)).isTrue();
        assertThat(history.entries(TENANT, query("workflow.published", null)).items())
                .isEmpty();
    }

    private static AuditQuery query(@Nullable String kind, @Nullable String actor) {
        return new AuditQuery(null, null, actor, kind, null, 100, null);
    }
}
