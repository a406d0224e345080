package io.millrace.workflow.kafka;

import io.millrace.records.CancelRun;
import io.millrace.records.ContinueRun;
import io.millrace.records.Problem;
import io.millrace.records.ReplyTo;
import io.millrace.records.StartRun;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RunId;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.program.Identity;
import org.jspecify.annotations.Nullable;

/** Turns records of the log into the engine's inputs. */
final class Inbound {
    private Inbound() {}

    /**
     * The input that a record stands for.
     *
     * @throws IllegalArgumentException when a part of it is not what the schema's documentation says
     */
    static RunInput input(io.millrace.records.RunInput input) {
        return switch (input.getPayload()) {
            case StartRun start -> start(input, start);
            case StepSucceeded result ->
                new RunInput.StepSucceeded(
                        result.getPosition(),
                        result.getAttempt(),
                        JsonText.read(result.getOutput()),
                        result.getDurationMillis());
            case StepFailed result ->
                new RunInput.StepFailed(
                        result.getPosition(),
                        result.getAttempt(),
                        fault(result.getError()),
                        result.getDurationMillis());
            case TimerFired fired -> new RunInput.TimerFired(fired.getTimer());
            case ContinueRun proceed -> new RunInput.ContinueRun(proceed.getStretch());
            case CancelRun cancel -> new RunInput.CancelRun(cancel.getActor(), cancel.getReason());
            case null, default ->
                throw new IllegalArgumentException("the payload of a run input must be one of the schema's");
        };
    }

    private static RunInput start(io.millrace.records.RunInput input, StartRun start) {
        return new RunInput.StartRun(
                RunId.parse(input.getRunId()),
                input.getTenant(),
                identity(start),
                JsonText.read(start.getInput()),
                start.getActor(),
                start.getCause().getKind() + ":" + start.getCause().getId(),
                waiter(start.getReplyTo()));
    }

    static Identity identity(StartRun start) {
        return new Identity(start.getNamespace(), start.getWorkflow(), start.getVersion(), start.getDefinitionHash());
    }

    static @Nullable Waiter waiter(@Nullable ReplyTo replyTo) {
        return replyTo == null
                ? null
                : new Waiter(replyTo.getGateway(), replyTo.getPartition(), replyTo.getCorrelationId());
    }

    private static Fault fault(Problem problem) {
        return new Fault(
                problem.getType(), problem.getStatus(), problem.getTitle(), problem.getDetail(), problem.getInstance());
    }

    /** Who stands behind an input, for the audit. */
    static String actor(RunInput input) {
        return switch (input) {
            case RunInput.StartRun start -> start.actor();
            case RunInput.CancelRun cancel -> cancel.actor();
            case RunInput.StepSucceeded _, RunInput.StepFailed _ -> "executor";
            case RunInput.TimerFired _, RunInput.ContinueRun _, RunInput.StateOutgrown _ -> "engine";
        };
    }
}
