package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.records.AuditEvent;
import io.millrace.records.Problem;
import io.millrace.records.Usage;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.RunEvent;
import io.millrace.workflow.program.Program;
import io.millrace.workflow.program.TaskHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the engine's facts into the flat form of the audit. */
final class AuditEvents {
    private final @Nullable Program program;
    private final JsonText json;

    AuditEvents(@Nullable Program program, JsonText json) {
        this.program = program;
        this.json = json;
    }

    AuditEvent of(RunEvent event) {
        AuditEvent.Builder audit =
                AuditEvent.newBuilder().setType(event.getClass().getSimpleName());
        switch (event) {
            case RunEvent.RunStarted started ->
                audit.setInput(json.of(started.rawInput())).setDetail(text("cause", started.cause()));
            case RunEvent.WaiterJoined joined ->
                audit.setDetail(text("gateway", joined.waiter().gateway()));
            case RunEvent.TaskSkipped skipped -> about(audit, skipped.task());
            case RunEvent.TaskStarted started ->
                about(audit, started.task())
                        .setPosition(started.position())
                        .setAttempt(started.attempt())
                        .setInput(json.of(started.input()));
            case RunEvent.StepScheduled step ->
                about(audit, step.task())
                        .setPosition(step.position())
                        .setAttempt(step.attempt())
                        .setDetail(text("kind", step.kind().name().toLowerCase(java.util.Locale.ROOT)));
            case RunEvent.StepEnded step ->
                audit.setPosition(step.position())
                        .setAttempt(step.attempt())
                        .setDetail(JsonNodeFactory.instance
                                .objectNode()
                                .put("millis", step.millis())
                                .toString());
            case RunEvent.WaitStarted wait -> audit.setPosition(wait.position());
            case RunEvent.AttemptStarted attempt ->
                audit.setPosition(attempt.position()).setAttempt(attempt.attempt());
            case RunEvent.RetryScheduled retry ->
                audit.setType("TaskRetried")
                        .setPosition(retry.position())
                        .setAttempt(retry.failedAttempt())
                        .setError(problem(retry.fault()))
                        .setDetail(text("dueAt", retry.dueAt().toString()));
            case RunEvent.FaultCaught caught ->
                about(audit, caught.task()).setPosition(caught.position()).setError(problem(caught.fault()));
            case RunEvent.TimerSet set -> timer(audit, set.timer());
            case RunEvent.TimerCancelled cancelled -> timer(audit, cancelled.timer());
            case RunEvent.TimerElapsed elapsed -> timer(audit, elapsed.timer());
            case RunEvent.ContextReplaced replaced -> audit.setOutput(json.of(replaced.context()));
            case RunEvent.EventEmitted emitted ->
                audit.setPosition(emitted.position()).setDetail(json.of(emitted.event()));
            case RunEvent.TaskCompleted ended ->
                about(audit, ended.task())
                        .setPosition(ended.position())
                        .setAttempt(ended.attempt())
                        .setOutput(json.of(ended.output()));
            case RunEvent.TaskFaulted ended ->
                about(audit, ended.task())
                        .setPosition(ended.position())
                        .setAttempt(ended.attempt())
                        .setError(problem(ended.fault()));
            case RunEvent.TaskCancelled ended -> about(audit, ended.task()).setPosition(ended.position());
            case RunEvent.StretchEnded ended -> audit.setDetail(Integer.toString(ended.stretch()));
            case RunEvent.StretchStarted started -> audit.setDetail(Integer.toString(started.stretch()));
            case RunEvent.RunCompleted ended -> audit.setOutput(json.of(ended.output()));
            case RunEvent.RunFaulted ended -> audit.setError(problem(ended.fault()));
            case RunEvent.RunCancelled ended -> audit.setDetail(text("reason", ended.reason()));
        }
        return audit.build();
    }

    /** What the facts of one input cost. */
    static Usage usage(List<RunEvent> events) {
        int tasks = 0;
        int steps = 0;
        long millis = 0;
        for (RunEvent event : events) {
            if (event instanceof RunEvent.TaskStarted) {
                tasks++;
            } else if (event instanceof RunEvent.StepScheduled) {
                steps++;
            } else if (event instanceof RunEvent.StepEnded ended) {
                millis += ended.millis();
            }
        }
        return new Usage(1, tasks, steps, millis);
    }

    static Problem problem(Fault fault) {
        return new Problem(fault.type(), fault.status(), fault.title(), fault.detail(), fault.instance());
    }

    private AuditEvent.Builder about(AuditEvent.Builder audit, int task) {
        if (program != null) {
            TaskHeader header = program.tasks().get(task).header();
            audit.setTask(header.name()).setPointer(header.pointer());
        }
        return audit;
    }

    private static void timer(AuditEvent.Builder audit, io.millrace.workflow.engine.Timer timer) {
        audit.setPosition(timer.position() == 0 ? null : timer.position())
                .setDetail(JsonNodeFactory.instance
                        .objectNode()
                        .put("timer", timer.number())
                        .put("purpose", timer.purpose().name().toLowerCase(java.util.Locale.ROOT))
                        .put("dueAt", timer.dueAt().toString())
                        .toString());
    }

    private static String text(String name, @Nullable String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value).toString();
    }
}
