package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.records.AuditEvent;
import io.millrace.records.Problem;
import io.millrace.records.Usage;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.engine.Ending;
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
                        .setParent(started.parent() == 0 ? null : started.parent())
                        .setAttempt(started.attempt())
                        .setInput(json.of(started.input()))
                        .setRawInput(started.rawInput().equals(started.input()) ? null : json.of(started.rawInput()));
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
            case RunEvent.ContextReplaced replaced ->
                audit.setPosition(replaced.owner() == 0 ? null : replaced.owner())
                        .setOutput(json.of(replaced.context()));
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
            case RunEvent.WaySettled settled -> audit.setPosition(settled.position());
            case RunEvent.IterationStarted item ->
                audit.setPosition(item.position()).setIteration(Integer.toString(item.index()));
            case RunEvent.SpreadStarted spread ->
                audit.setPosition(spread.position())
                        .setDetail(number("items", spread.items().size()));
            case RunEvent.ItemStarted item ->
                about(audit, item.task())
                        .setPosition(item.position())
                        .setParent(item.parent())
                        .setAttempt(item.attempt())
                        .setIteration(Integer.toString(item.index()))
                        .setInput(json.of(item.input()));
            case RunEvent.ItemEnded item ->
                audit.setPosition(item.position())
                        .setIteration(Integer.toString(item.index()))
                        .setOutput(json.of(item.result()))
                        .setDetail(item.failed() ? "{\"tolerated\":true}" : null);
            case RunEvent.ForkStarted fork -> audit.setPosition(fork.position());
            case RunEvent.BranchEnded branch ->
                audit.setPosition(branch.position()).setDetail(number("branch", branch.branch()));
            case RunEvent.ListenStarted listen -> audit.setPosition(listen.position());
            case RunEvent.EventConsumed taken ->
                audit.setPosition(taken.position()).setDetail(place(taken.partition(), taken.offset()));
            case RunEvent.EndingEventConsumed taken ->
                audit.setPosition(taken.position()).setDetail(place(taken.partition(), taken.offset()));
            case RunEvent.EventWorkStarted work -> audit.setPosition(work.position());
            case RunEvent.EventWorked work -> audit.setPosition(work.position()).setOutput(json.of(work.result()));
            case RunEvent.ListenClosed listen -> audit.setPosition(listen.position());
            case RunEvent.SubscriptionStarted begun -> audit.setPosition(begun.position());
            case RunEvent.MessagesReceived came ->
                audit.setPosition(came.position())
                        .setDetail(number("taken", came.taken().size()));
            case RunEvent.SubscriptionTimeUp up -> audit.setPosition(up.position());
            case RunEvent.SubscriptionClosed closed -> audit.setPosition(closed.position());
            case RunEvent.ChildStarted child ->
                audit.setPosition(child.position())
                        .setDetail(text("run", child.child().toString()));
            case RunEvent.RunDetached child ->
                audit.setPosition(child.position())
                        .setDetail(text("run", child.child().toString()));
            case RunEvent.ChildEnded child ->
                audit.setPosition(child.position())
                        .setDetail(JsonNodeFactory.instance
                                .objectNode()
                                .put("run", child.child().toString())
                                .put("status", child.status().word())
                                .toString());
            case RunEvent.CallbackOpened callback ->
                audit.setPosition(callback.position()).setDetail(text("callback", "open"));
            case RunEvent.HeartbeatReceived callback ->
                audit.setPosition(callback.position()).setDetail(text("callback", "alive"));
            case RunEvent.CallbackReceived callback ->
                audit.setPosition(callback.position())
                        .setDetail(JsonNodeFactory.instance
                                .objectNode()
                                .put("callback", "answered")
                                .put("actor", callback.actor())
                                .toString());
            case RunEvent.CompensationKept kept ->
                about(audit, kept.compensation().task());
            case RunEvent.EndingStarted ending -> ending(audit, ending.ending());
            case RunEvent.CompensationStarted undoing ->
                about(audit, undoing.compensation().task()).setPosition(undoing.position());
            case RunEvent.CompensationEnded undone ->
                about(audit, undone.task())
                        .setPosition(undone.position())
                        .setError(undone.fault() == null ? null : problem(undone.fault()));
            case RunEvent.RunSuspended suspended -> audit.setDetail(text("reason", suspended.reason()));
            case RunEvent.WorkHeld _, RunEvent.RunResumed _ -> {
                // There is nothing more to say.
            }
            case RunEvent.RunRetried retried ->
                audit.setOutput(json.of(retried.context()))
                        .setDetail(text("version", retried.definition().version()));
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
        return new Problem(
                SecretReferences.masked(fault.type()),
                fault.status(),
                masked(fault.title()),
                masked(fault.detail()),
                fault.instance());
    }

    private static @Nullable String masked(@Nullable String text) {
        return text == null ? null : SecretReferences.masked(text);
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

    private static AuditEvent.Builder ending(AuditEvent.Builder audit, Ending ending) {
        return switch (ending) {
            case Ending.Faulting(Fault fault) -> audit.setError(problem(fault));
            case Ending.Cancelling cancelling -> audit.setDetail(text("reason", cancelling.reason()));
        };
    }

    private static String number(String name, int value) {
        return JsonNodeFactory.instance.objectNode().put(name, value).toString();
    }

    private static String place(int partition, long offset) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("partition", partition)
                .put("offset", offset)
                .toString();
    }

    private static String text(String name, @Nullable String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value).toString();
    }
}
