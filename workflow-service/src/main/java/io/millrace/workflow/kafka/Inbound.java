package io.millrace.workflow.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.records.AnswerCallback;
import io.millrace.records.CancelRun;
import io.millrace.records.ChildEnded;
import io.millrace.records.ContinueRun;
import io.millrace.records.DefinitionVersion;
import io.millrace.records.DeliverEvent;
import io.millrace.records.ParentRun;
import io.millrace.records.Problem;
import io.millrace.records.ReplyTo;
import io.millrace.records.ResumeRun;
import io.millrace.records.RetryRun;
import io.millrace.records.StartRun;
import io.millrace.records.StepFailed;
import io.millrace.records.StepSucceeded;
import io.millrace.records.SuspendRun;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RunId;
import io.millrace.schemas.SecretReferences;
import io.millrace.workflow.engine.Fault;
import io.millrace.workflow.engine.Parent;
import io.millrace.workflow.engine.RunInput;
import io.millrace.workflow.engine.Seed;
import io.millrace.workflow.engine.Status;
import io.millrace.workflow.engine.Waiter;
import io.millrace.workflow.program.Identity;
import io.millrace.workflow.program.StandardErrors;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns records of the log into the engine's inputs. */
final class Inbound {
    private Inbound() {}

    /**
     * The input that a record stands for. A result whose output is lost is a failure; a start without its input is
     * for the caller to see to.
     *
     * @param values reads the values of the input
     * @throws IllegalArgumentException when a part of it is not what the schema's documentation says
     */
    static RunInput input(io.millrace.records.RunInput input, RunValues values) {
        return switch (input.getPayload()) {
            case StartRun start -> start(input, start, values);
            case StepSucceeded result -> succeeded(input, result, values);
            case StepFailed result ->
                new RunInput.StepFailed(
                        result.getPosition(),
                        result.getAttempt(),
                        fault(result.getError()),
                        result.getDurationMillis());
            case TimerFired fired -> new RunInput.TimerFired(fired.getTimer());
            case ContinueRun proceed -> new RunInput.ContinueRun(proceed.getStretch());
            case CancelRun cancel -> new RunInput.CancelRun(cancel.getActor(), cancel.getReason());
            case DeliverEvent delivered ->
                new RunInput.DeliverEvent(
                        delivered.getPosition(),
                        values.readFromOutside(input.getTenant(), delivered.getEvent()),
                        delivered.getPartition(),
                        delivered.getOffset());
            case ChildEnded ended -> childEnded(input.getTenant(), ended, values);
            case SuspendRun suspend -> new RunInput.SuspendRun(suspend.getActor(), suspend.getReason());
            case ResumeRun resume -> new RunInput.ResumeRun(resume.getActor());
            case RetryRun retry ->
                new RunInput.RetryRun(
                        retry.getActor(),
                        retry.getDefinition() == null ? null : identity(retry.getDefinition()),
                        retry.getFrom(),
                        json(input.getTenant(), retry.getInput(), values),
                        json(input.getTenant(), retry.getContext(), values));
            case AnswerCallback answered -> answered(input.getTenant(), answered, values);
            case null, default ->
                throw new IllegalArgumentException("the payload of a run input must be one of the schema's");
        };
    }

    private static RunInput succeeded(io.millrace.records.RunInput input, StepSucceeded result, RunValues values) {
        JsonNode output = values.read(input.getTenant(), result.getOutput());
        String lost = values.lost();
        return lost == null
                ? new RunInput.StepSucceeded(
                        result.getPosition(), result.getAttempt(), output, result.getDurationMillis())
                : new RunInput.StepFailed(
                        result.getPosition(), result.getAttempt(), runtime(lost), result.getDurationMillis());
    }

    private static RunInput start(io.millrace.records.RunInput input, StartRun start, RunValues values) {
        return new RunInput.StartRun(
                RunId.parse(input.getRunId()),
                input.getTenant(),
                identity(start),
                values.readFromOutside(input.getTenant(), start.getInput()),
                start.getActor(),
                start.getCause().getKind() + ":" + start.getCause().getId(),
                waiter(start.getReplyTo()),
                Seed.of(bytes(start.getSeed())),
                parent(start.getParent()));
    }

    private static @Nullable Parent parent(@Nullable ParentRun parent) {
        return parent == null
                ? null
                : new Parent(
                        RunId.parse(parent.getRunId()), parent.getPosition(), parent.getDepth(), parent.getAwaits());
    }

    private static RunInput childEnded(String tenant, ChildEnded ended, RunValues values) {
        JsonNode output = json(tenant, ended.getOutput(), values);
        if (values.lost() != null) {
            return new RunInput.ChildEnded(
                    ended.getPosition(), RunId.parse(ended.getRunId()), Status.FAULTED, null, runtime(values.lost()));
        }
        return new RunInput.ChildEnded(
                ended.getPosition(),
                RunId.parse(ended.getRunId()),
                Status.valueOf(ended.getStatus().toUpperCase(Locale.ROOT)),
                output,
                ended.getError() == null ? null : faultFromOutside(ended.getError()));
    }

    private static RunInput answered(String tenant, AnswerCallback answered, RunValues values) {
        JsonNode output = json(tenant, answered.getOutput(), values);
        RunInput.Answer answer = switch (answered.getAnswer()) {
            case DONE -> done(output, values.lost());
            case FAILED ->
                new RunInput.Answer.Failed(
                        answered.getError() == null ? runtime(null) : faultFromOutside(answered.getError()));
            case ALIVE -> new RunInput.Answer.Alive();
        };
        ByteBuffer code = answered.getCode();
        return new RunInput.AnswerCallback(
                answered.getActor(),
                answered.getPosition(),
                code == null ? null : RunInput.Code.of(bytes(code)),
                answer);
    }

    private static RunInput.Answer done(@Nullable JsonNode output, @Nullable String lost) {
        if (lost != null) {
            return new RunInput.Answer.Failed(runtime(lost));
        }
        return new RunInput.Answer.Done(output == null ? JsonNodeFactory.instance.nullNode() : output);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable JsonNode json(String tenant, @Nullable String text, RunValues values) {
        return text == null ? null : values.readFromOutside(tenant, text);
    }

    private static Fault runtime(@Nullable String detail) {
        return new Fault(StandardErrors.RUNTIME, 500, "Runtime error", detail, null);
    }

    static Identity identity(DefinitionVersion version) {
        return new Identity(version.getNamespace(), version.getName(), version.getVersion(), version.getHash());
    }

    static Identity identity(StartRun start) {
        return new Identity(start.getNamespace(), start.getWorkflow(), start.getVersion(), start.getDefinitionHash());
    }

    static @Nullable Waiter waiter(@Nullable ReplyTo replyTo) {
        return replyTo == null
                ? null
                : new Waiter(replyTo.getGateway(), replyTo.getPartition(), replyTo.getCorrelationId());
    }

    /** Who waits to hear whether a command was taken, or null; for a start, who waits for the end of the run. */
    static @Nullable Waiter asking(io.millrace.records.RunInput input) {
        return waiter(
                switch (input.getPayload()) {
                    case StartRun start -> start.getReplyTo();
                    case CancelRun cancel -> cancel.getReplyTo();
                    case SuspendRun suspend -> suspend.getReplyTo();
                    case ResumeRun resume -> resume.getReplyTo();
                    case RetryRun retry -> retry.getReplyTo();
                    case AnswerCallback answered -> answered.getReplyTo();
                    case null, default -> null;
                });
    }

    static Fault fault(Problem problem) {
        return new Fault(
                problem.getType(), problem.getStatus(), problem.getTitle(), problem.getDetail(), problem.getInstance());
    }

    private static Fault faultFromOutside(Problem problem) {
        return new Fault(
                SecretReferences.neutralized(problem.getType()),
                problem.getStatus(),
                neutralized(problem.getTitle()),
                neutralized(problem.getDetail()),
                neutralized(problem.getInstance()));
    }

    private static @Nullable String neutralized(@Nullable String text) {
        return text == null ? null : SecretReferences.neutralized(text);
    }

    /** Who stands behind an input, for the audit. */
    static String actor(RunInput input) {
        return switch (input) {
            case RunInput.StartRun start -> start.actor();
            case RunInput.CancelRun cancel -> cancel.actor();
            case RunInput.SuspendRun suspend -> suspend.actor();
            case RunInput.ResumeRun resume -> resume.actor();
            case RunInput.RetryRun retry -> retry.actor();
            case RunInput.AnswerCallback answered -> answered.actor();
            case RunInput.StepSucceeded _, RunInput.StepFailed _ -> "executor";
            case RunInput.TimerFired _,
                    RunInput.ContinueRun _,
                    RunInput.StateOutgrown _,
                    RunInput.ValueLost _,
                    RunInput.DeliverEvent _,
                    RunInput.ChildEnded _ -> "engine";
        };
    }
}
