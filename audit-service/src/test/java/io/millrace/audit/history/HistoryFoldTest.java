package io.millrace.audit.history;

import static io.millrace.audit.AuditLog.PAYLOAD;
import static io.millrace.audit.AuditLog.event;
import static io.millrace.audit.AuditLog.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.CancelRun;
import io.millrace.records.ContinueRun;
import io.millrace.records.Outcome;
import io.millrace.schemas.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryFoldTest {
    private final AuditLog log = new AuditLog();
    private final RunId run = log.newRun(0);
    private final HistoryFold fold = new HistoryFold();
    private final TreeMap<Integer, HistoryItem> history = new TreeMap<>();

    @Test
    void shouldBeginAnItemWhenATaskStartsAndEndItWhenItCompletes() {
        // When
        AuditRecord started = apply(log.started(run).build());
        AuditRecord ended = apply(log.stepSucceeded(run, 1, 1).build());

        // Then
        assertThat(items())
                .containsExactly(new HistoryItem(
                        0,
                        1,
                        "step1",
                        "/do/0/step1",
                        null,
                        1,
                        "completed",
                        started.getTime(),
                        ended.getTime(),
                        PAYLOAD,
                        PAYLOAD,
                        null,
                        null));
    }

    @Test
    void shouldKeepItemsInTheOrderInWhichTasksBeganAlthoughOuterOnesEndLast() {
        // When
        happens(task("TaskStarted", 1, "outer"), task("TaskStarted", 2, "inner"));
        happens(task("TaskCompleted", 2, null), task("TaskCompleted", 1, null));

        // Then
        assertThat(items()).extracting(HistoryItem::task).containsExactly("outer", "inner");
        assertThat(items()).extracting(HistoryItem::status).containsOnly("completed");
    }

    @Test
    void shouldTellWhyATaskFaulted() {
        // When
        happens(task("TaskStarted", 1, "call"));
        happens(event("TaskFaulted")
                .setPosition(1)
                .setError(problem("urn:closed", "Shop is closed"))
                .build());

        // Then
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo("faulted");
            assertThat(item.error()).isEqualTo(problem("urn:closed", "Shop is closed"));
        });
    }

    @Test
    void shouldShowEveryAttemptOfATaskThatIsTriedAgain() {
        // When
        happens(task("TaskStarted", 1, "tryIt"), task("TaskStarted", 2, "call"));
        happens(
                event("TaskFaulted")
                        .setPosition(2)
                        .setError(problem("urn:closed", "closed"))
                        .build(),
                event("TaskRetried").setPosition(1).setAttempt(1).build());
        happens(
                event("AttemptStarted").setPosition(1).setAttempt(2).build(),
                event("TaskStarted")
                        .setTask("call")
                        .setPosition(3)
                        .setAttempt(2)
                        .build());
        happens(task("TaskCompleted", 3, null), task("TaskCompleted", 1, null));

        // Then
        assertThat(items())
                .extracting(item -> item.task() + " " + item.attempt() + " " + item.status())
                .containsExactly("tryIt 1 completed", "call 1 faulted", "call 2 completed");
    }

    @Test
    void shouldShowATaskThatWasSkipped() {
        // When
        happens(event("TaskSkipped").setTask("maybe").setPointer("/do/0/maybe").build());

        // Then
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.task()).isEqualTo("maybe");
            assertThat(item.status()).isEqualTo("skipped");
            assertThat(item.startedAt()).isEqualTo(item.endedAt());
        });
    }

    @Test
    void shouldCancelWhatIsAtWorkWhenTheRunEnds() {
        // Given
        happens(task("TaskStarted", 1, "wait"), task("TaskStarted", 2, "call"));
        happens(task("TaskCancelled", 2, null));

        // When
        apply(log.input(run, new CancelRun("key-1", null, null), "cancelled")
                .setEvents(List.of(event("RunCancelled").build()))
                .build());

        // Then
        assertThat(items()).extracting(HistoryItem::status).containsOnly("cancelled");
        assertThat(items()).allSatisfy(item -> assertThat(item.endedAt()).isNotNull());
    }

    @Test
    void shouldIgnoreARefusedInput() {
        // When
        apply(log.stepSucceeded(run, 1, 1).setOutcome(Outcome.REJECTED).build());

        // Then
        assertThat(items()).isEmpty();
    }

    @Test
    void shouldTellWhatItCanWhenTheBeginningIsMissing() {
        // When
        happens(event("TaskCompleted")
                .setPosition(7)
                .setTask("late")
                .setOutput("1")
                .build());

        // Then
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.status()).isEqualTo("completed");
            assertThat(item.startedAt()).isNull();
            assertThat(item.output()).isEqualTo("1");
        });
    }

    @Test
    void shouldReportOnlyWhatARecordChanged() {
        // Given
        happens(task("TaskStarted", 1, "first"), task("TaskStarted", 2, "second"));

        // When
        var changed = fold.apply(record(task("TaskCompleted", 2, null)));

        // Then
        assertThat(changed).extracting(HistoryItem::task).containsExactly("second");
    }

    @Test
    void shouldPassOverFactsItDoesNotKnow() {
        // When
        happens(event("SomethingNew").setPosition(1).build(), event("TimerSet").build());

        // Then
        assertThat(items()).isEmpty();
    }

    private static AuditEvent task(String type, int position, @Nullable String task) {
        return event(type).setPosition(position).setTask(task).build();
    }

    private void happens(AuditEvent... events) {
        apply(record(events));
    }

    private AuditRecord record(AuditEvent... events) {
        return log.input(run, new ContinueRun(1), "running")
                .setEvents(List.of(events))
                .build();
    }

    private AuditRecord apply(AuditRecord audit) {
        fold.apply(audit).forEach(item -> history.put(item.index(), item));
        return audit;
    }

    private List<HistoryItem> items() {
        return new ArrayList<>(history.values());
    }
}
