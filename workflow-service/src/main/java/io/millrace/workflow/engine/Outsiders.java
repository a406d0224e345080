package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.ExpressionException;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.util.List;

/** Waits for others than executors: runs that a task starts, and people or programs that complete one by a token. */
final class Outsiders {
    private final Walk walk;
    private final Minutes minutes;

    Outsiders(Walk walk, Minutes minutes) {
        this.walk = walk;
        this.minutes = minutes;
    }

    void startChild(Activation activation, Task.RunWorkflow call, Variables variables) {
        RunState.Active run = minutes.run();
        int position = activation.position();
        int depth = run.parent() == null ? 1 : run.parent().depth() + 1;
        if (depth > Parent.DEEPEST) {
            walk.fail(
                    position,
                    Fault.configuration("Runs start one another " + Parent.DEEPEST
                            + " levels deep; does the workflow start itself?"));
            return;
        }
        JsonNode child = call.child().evaluate(activation.input(), variables);
        if (!child.path("name").isTextual()) {
            throw new ExpressionException("The name of the workflow to run must be a text.");
        }
        // In the same partition, so that parent and child share one log.
        RunId id = RunId.derived(
                run.id().partition(), run.tenant(), "child", run.id().toString(), Integer.toString(position));
        minutes.send(new Effect.StartChild(
                id,
                child.path("namespace").asText(""),
                child.path("name").asText(),
                child.path("version").asText("latest"),
                child.has("input") ? child.get("input") : activation.input(),
                new Parent(run.id(), position, depth, call.await())));
        if (call.await()) {
            minutes.note(new RunEvent.ChildStarted(position, id));
        } else {
            minutes.note(new RunEvent.RunDetached(position, id));
            walk.complete(position, activation.input(), call.header().then());
        }
    }

    void childEnded(RunInput.ChildEnded ended) {
        int position = ended.position();
        minutes.note(new RunEvent.ChildEnded(position, ended.child(), ended.status()));
        JsonNode output = ended.output();
        Fault fault = ended.fault();
        if (ended.status() == Status.COMPLETED && output != null) {
            walk.complete(
                    position,
                    output,
                    minutes.header(minutes.activation(position)).then());
        } else if (fault != null) {
            // The pointer in the child's definition means nothing in this one.
            walk.fail(position, new Fault(fault.type(), fault.status(), fault.title(), fault.detail(), null));
        } else {
            walk.fail(position, Fault.runtime("The run " + ended.child() + " that this task started was cancelled."));
        }
    }

    void openCallback(Activation activation, Task.Callback callback, Variables variables) {
        int position = activation.position();
        if (callback.expires() != null) {
            minutes.setTimer(
                    position,
                    Timer.Purpose.CALLBACK_EXPIRY,
                    DataChecks.duration(callback.expires(), activation.input(), variables));
        }
        minutes.note(new RunEvent.CallbackOpened(position));
        heartbeat(position, callback);
        Task.Request request = callback.request();
        if (request != null) {
            List<Activation> path = minutes.run().path(position);
            Variables withToken = minutes.scope().during(callback.header(), path);
            minutes.dispatch(
                    path,
                    callback.header(),
                    request.kind(),
                    request.arguments().evaluate(activation.input(), withToken));
        }
    }

    void answered(RunInput.AnswerCallback answered) {
        int position = answered.position();
        Activation activation = minutes.activation(position);
        if (!(minutes.task(activation) instanceof Task.Callback callback)) {
            return;
        }
        switch (answered.answer()) {
            case RunInput.Answer.Alive() -> {
                minutes.note(new RunEvent.HeartbeatReceived(position));
                minutes.cancelTimers(position, Timer.Purpose.HEARTBEAT);
                heartbeat(position, callback);
            }
            case RunInput.Answer.Done(JsonNode output) -> {
                minutes.note(new RunEvent.CallbackReceived(position, answered.actor()));
                walk.complete(position, output, callback.header().then());
            }
            case RunInput.Answer.Failed(Fault fault) -> {
                minutes.note(new RunEvent.CallbackReceived(position, answered.actor()));
                walk.fail(position, fault);
            }
        }
    }

    private void heartbeat(int position, Task.Callback callback) {
        if (callback.heartbeat() != null) {
            List<Activation> path = minutes.run().path(position);
            minutes.setTimer(
                    position,
                    Timer.Purpose.HEARTBEAT,
                    DataChecks.duration(
                            callback.heartbeat(),
                            path.getLast().input(),
                            minutes.scope().during(callback.header(), path)));
        }
    }
}
