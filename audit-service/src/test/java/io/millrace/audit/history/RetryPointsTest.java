package io.millrace.audit.history;

import static io.millrace.audit.AuditLog.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.history.RetryPoints.Point;
import io.millrace.records.AuditEvent;
import io.millrace.records.ContinueRun;
import io.millrace.schemas.RunId;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPointsTest {
    private final AuditLog log = new AuditLog();
    private final RunId run = log.newRun(0);

    @Test
    void shouldTellWhatATaskHadWhenItBegan() {
        // When
        Collection<Point> points = points(
                "two",
                task("TaskStarted", 1, "one").setInput("1").build(),
                context("{\"seen\":1}"),
                ended(1),
                task("TaskStarted", 2, "two").setInput("20").setRawInput("2").build(),
                context("{\"seen\":2}"),
                event("TaskFaulted").setPosition(2).build(),
                event("RunFaulted").build());

        // Then
        assertThat(points).containsExactly(new Point("/do/two", true, "2", "{\"seen\":1}"));
    }

    @Test
    void shouldFindATaskByItsPointer() {
        // When
        Collection<Point> points = points(
                "/do/one",
                task("TaskStarted", 1, "one").setInput("1").build(),
                task("TaskStarted", 2, "two").build());

        // Then
        assertThat(points).containsExactly(new Point("/do/one", false, "1", "{}"));
    }

    @Test
    void shouldBeginWithTheOutermostLoopAroundATask() {
        // When
        Collection<Point> points = points(
                "work",
                task("TaskStarted", 1, "group").setInput("0").build(),
                task("TaskStarted", 2, "loop").setParent(1).setInput("[1,2]").build(),
                event("IterationStarted").setPosition(2).setIteration("0").build(),
                context("{\"n\":1}"),
                task("TaskStarted", 3, "work").setParent(2).setInput("1").build(),
                event("TaskFaulted").setPosition(3).build(),
                event("TaskFaulted").setPosition(2).build(),
                event("TaskFaulted").setPosition(1).build(),
                event("RunFaulted").build());

        // Then
        assertThat(points).containsExactly(new Point("/do/loop", true, "[1,2]", "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SpreadStarted", "ForkStarted", "ListenStarted", "SubscriptionStarted"})
    void shouldBeginWithTheWholeAroundATask(String fact) {
        // When
        Collection<Point> points = points(
                "work",
                task("TaskStarted", 1, "whole").setInput("[1,2]").build(),
                event(fact).setPosition(1).build(),
                task("TaskStarted", 2, "work").setParent(1).setInput("1").build());

        // Then
        assertThat(points).containsExactly(new Point("/do/whole", false, "[1,2]", "{}"));
    }

    @Test
    void shouldTellTasksOfTheSameNameApart() {
        // When
        Collection<Point> points = points(
                "work",
                task("TaskStarted", 1, "work").setPointer("/do/0/a/do/0/work").build(),
                ended(1),
                task("TaskStarted", 2, "work").setPointer("/do/1/b/do/0/work").build());

        // Then
        assertThat(points).extracting(Point::pointer).containsExactly("/do/0/a/do/0/work", "/do/1/b/do/0/work");
    }

    @Test
    void shouldTakeTheTaskAsItBeganLast() {
        // When
        Collection<Point> points = points(
                "one",
                task("TaskStarted", 1, "one").setInput("1").build(),
                event("TaskFaulted").setPosition(1).build(),
                event("RunFaulted").build(),
                event("RunRetried").setOutput("{\"again\":true}").build(),
                task("TaskStarted", 2, "one").setInput("2").build(),
                ended(2),
                task("TaskStarted", 3, "two").build(),
                event("TaskFaulted").setPosition(3).build());

        // Then
        assertThat(points).containsExactly(new Point("/do/one", false, "2", "{\"again\":true}"));
    }

    @Test
    void shouldPassOverTheContextOfABranch() {
        // When
        Collection<Point> points = points(
                "two",
                event("ContextReplaced")
                        .setPosition(4)
                        .setOutput("{\"branch\":1}")
                        .build(),
                task("TaskStarted", 5, "two").setInput("1").build());

        // Then
        assertThat(points).extracting(Point::context).containsExactly("{}");
    }

    private static AuditEvent.Builder task(String type, int position, String task) {
        return event(type).setPosition(position).setTask(task).setPointer("/do/" + task);
    }

    private static AuditEvent ended(int position) {
        return event("TaskCompleted").setPosition(position).build();
    }

    private static AuditEvent context(String context) {
        return event("ContextReplaced").setOutput(context).build();
    }

    private Collection<Point> points(String wanted, AuditEvent... events) {
        RetryPoints points = new RetryPoints(wanted);
        points.apply(log.input(run, new ContinueRun(1), "running")
                .setEvents(List.of(events))
                .build());
        return points.points();
    }
}
