package io.millrace.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.intake.AuditEntry;
import io.millrace.records.CancelRun;
import io.millrace.records.Outcome;
import io.millrace.records.Usage;
import io.millrace.schemas.RunId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunFoldTest {
    private final AuditLog log = new AuditLog();

    @Test
    void shouldFoldAllRecordsOfARunIntoOneChange() {
        // Given
        RunId run = log.completedRun(2, 10);

        // When
        List<RunChange> changes = RunFold.fold(log.entries());

        // Then
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.run()).isEqualTo(run);
            assertThat(change.starts()).isTrue();
            assertThat(change.status()).isEqualTo("completed");
            assertThat(change.workflow()).isEqualTo("orders");
            assertThat(change.startedPlace()).isEqualTo(first().packedPlace());
            assertThat(change.endedPlace()).isEqualTo(last().packedPlace());
            assertThat(change.endedAt()).isEqualTo(last().audit().getTime());
            assertThat(change.lastInput()).isEqualTo(last().runInput().orElseThrow());
            assertThat(change.usage()).isEqualTo(new RunUsage(11, 10, 10, 30));
            assertThat(change.words()).contains(run.toString(), "orders", "correlation-1", "xxx");
        });
    }

    @Test
    void shouldKeepRunsAndTenantsApart() {
        // Given
        RunId run = log.newRun(0);
        log.append(log.started(run).build());
        log.append(log.input(run, new CancelRun("key-9", null, null), "cancelled")
                .setTenant("other")
                .build());
        log.completedRun(0, 1);

        // When
        List<RunChange> changes = RunFold.fold(log.entries());

        // Then
        assertThat(changes)
                .extracting(change -> change.tenant() + " " + change.status())
                .containsExactly("acme running", "other cancelled", "acme completed");
    }

    @Test
    void shouldNotMoveARunForARefusedInput() {
        // Given
        RunId run = log.newRun(0);
        log.append(log.stepSucceeded(run, 1, 1)
                .setOutcome(Outcome.REJECTED)
                .setEvents(List.of())
                .setUsage(new Usage(1, 0, 0, 0L))
                .build());

        // When
        List<RunChange> changes = RunFold.fold(log.entries());

        // Then
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.status()).isNull();
            assertThat(change.lastInput()).isEqualTo(-1);
            assertThat(change.usage().inputs()).isEqualTo(1);
        });
    }

    @Test
    void shouldPassOverWhatIsAboutNoRunOrOneThatNeverWas() {
        // Given
        log.append(log.act("workflow.published", "act-1").build());
        log.append(log.started(log.newRun(0))
                .setOutcome(Outcome.REJECTED)
                .setStatus(null)
                .build());

        // When
        List<RunChange> changes = RunFold.fold(log.entries());

        // Then
        assertThat(changes).isEmpty();
    }

    @Test
    void shouldTakeBackTheEndOfARunThatGoesOn() {
        // Given
        RunId run = log.newRun(0);
        log.append(log.started(run).build());
        log.append(log.faulted(run).build());
        log.append(log.stepSucceeded(run, 1, 2).build());

        // When
        List<RunChange> changes = RunFold.fold(log.entries());

        // Then
        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.status()).isEqualTo("running");
            assertThat(change.endedAt()).isNull();
            assertThat(change.endedPlace()).isNull();
        });
    }

    private AuditEntry first() {
        return log.entries().getFirst();
    }

    private AuditEntry last() {
        return log.entries().getLast();
    }
}
