package io.millrace.audit.history;

import static io.millrace.audit.AuditLog.event;
import static io.millrace.audit.AuditLog.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.records.AuditEvent;
import io.millrace.records.ContinueRun;
import io.millrace.schemas.RunId;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Loops, items, children, callbacks and compensations in the history of a run. */
class NestedHistoryTest {
    private final AuditLog log = new AuditLog();
    private final RunId run = log.newRun(0);
    private final HistoryFold fold = new HistoryFold();
    private final TreeMap<Integer, HistoryItem> history = new TreeMap<>();

    @Test
    void shouldTellWhereTheLoopsAroundATaskStand() {
        // When
        happens(
                began(1, 0, "rows").build(),
                turn(1, 0),
                began(2, 1, "columns").build(),
                turn(2, 0),
                began(3, 2, "cell").build(),
                ended(3),
                turn(2, 1),
                began(4, 2, "cell").build(),
                ended(4),
                ended(2),
                turn(1, 1),
                began(5, 1, "columns").build());

        // Then
        assertThat(items())
                .extracting(item -> item.task() + " " + item.iteration())
                .containsExactly("rows null", "columns 0", "cell 0/0", "cell 0/1", "columns 1");
    }

    @Test
    void shouldShowEveryItemOfAParallelLoopWithItsTasks() {
        // When
        happens(
                began(1, 0, "all").build(),
                item(2, 1, 0),
                item(3, 1, 1),
                began(4, 3, "work").build(),
                began(5, 2, "work").build(),
                ended(4),
                event("ItemEnded")
                        .setPosition(3)
                        .setIteration("1")
                        .setOutput("7")
                        .build());

        // Then
        assertThat(items())
                .extracting(item -> item.task() + " " + item.iteration() + " " + item.status())
                .containsExactly(
                        "all null running", "all 0 running", "all 1 completed", "work 1 completed", "work 0 running");
    }

    @Test
    void shouldShowThatAnItemFailedAndIsTolerated() {
        // Given
        happens(began(1, 0, "all").build(), item(2, 1, 0));

        // When
        happens(event("ItemEnded")
                .setPosition(2)
                .setIteration("0")
                .setDetail("{\"tolerated\":true}")
                .build());

        // Then
        assertThat(items()).last().satisfies(item -> assertThat(item.status()).isEqualTo("faulted"));
    }

    @Test
    void shouldCountTheEventsThatATaskWorksOn() {
        // When
        happens(
                began(1, 0, "orders").build(),
                event("EventWorkStarted").setPosition(1).build(),
                began(2, 1, "note").build(),
                ended(2),
                event("EventWorkStarted").setPosition(1).build(),
                began(3, 1, "note").build());

        // Then
        assertThat(items()).extracting(HistoryItem::iteration).containsExactly(null, "0", "1");
    }

    @Test
    void shouldNameTheRunThatATaskStarted() {
        // When
        happens(
                began(1, 0, "child").build(),
                event("ChildStarted")
                        .setPosition(1)
                        .setDetail("{\"run\":\"a\"}")
                        .build());

        // Then
        assertThat(items()).extracting(HistoryItem::detail).containsExactly("{\"run\":\"a\"}");
    }

    @Test
    void shouldTellWhoAnsweredACallback() {
        // Given
        happens(
                began(1, 0, "approve").build(),
                event("CallbackOpened")
                        .setPosition(1)
                        .setDetail("{\"callback\":\"open\"}")
                        .build());

        // When
        happens(event("CallbackReceived")
                .setPosition(1)
                .setDetail("{\"callback\":\"answered\",\"actor\":\"key-7\"}")
                .build());

        // Then
        assertThat(items()).singleElement().satisfies(item -> {
            assertThat(item.detail()).contains("key-7");
            assertThat(item.status()).isEqualTo("running");
        });
    }

    @Test
    void shouldShowWhatUndoesATask() {
        // Given
        happens(began(1, 0, "book").build(), ended(1));

        // When
        happens(
                event("CompensationStarted").setPosition(2).setTask("book").build(),
                began(3, 2, "release").build(),
                event("CompensationEnded")
                        .setPosition(2)
                        .setError(problem("urn:stuck", "stuck"))
                        .build());

        // Then
        assertThat(items())
                .extracting(item -> item.task() + " " + item.status() + " " + item.detail())
                .containsExactly("book completed null", "book faulted {\"compensation\":true}", "release running null");
    }

    @Test
    void shouldGoOnWithTheHistoryWhenARunIsRetried() {
        // Given
        happens(
                began(1, 0, "call").build(),
                event("TaskFaulted").setPosition(1).build(),
                event("RunFaulted").build());

        // When
        happens(event("RunRetried").build(), began(2, 0, "call").build(), ended(2));

        // Then
        assertThat(items()).extracting(HistoryItem::status).containsExactly("faulted", "completed");
    }

    private static AuditEvent.Builder began(int position, int parent, String task) {
        return event("TaskStarted")
                .setPosition(position)
                .setParent(parent == 0 ? null : parent)
                .setTask(task);
    }

    private static AuditEvent ended(int position) {
        return event("TaskCompleted").setPosition(position).build();
    }

    private static AuditEvent turn(int position, int index) {
        return event("IterationStarted")
                .setPosition(position)
                .setIteration(Integer.toString(index))
                .build();
    }

    private static AuditEvent item(int position, int parent, int index) {
        return event("ItemStarted")
                .setPosition(position)
                .setParent(parent)
                .setTask("all")
                .setIteration(Integer.toString(index))
                .build();
    }

    private void happens(AuditEvent... events) {
        fold.apply(log.input(run, new ContinueRun(1), "running")
                        .setEvents(List.of(events))
                        .build())
                .forEach(item -> history.put(item.index(), item));
    }

    private Collection<HistoryItem> items() {
        return history.values();
    }
}
