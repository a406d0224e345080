package io.millrace.executor.grpc;

import io.grpc.Status;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;

/** Says what went wrong with a call, in the terms of HTTP (google/rpc/code.proto has the pairs). */
final class GrpcFailures {
    private static final int BAD_GATEWAY = 502;
    private static final int LONGEST_DESCRIPTION = 1_000;

    private GrpcFailures() {}

    static StepOutcome.Failed failed(GrpcCall call, Status status) {
        String detail = call.named() + " answered " + status.getCode() + description(status);
        return switch (status.getCode()) {
            case OK -> answer(StepError.communication(BAD_GATEWAY, detail));
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> answer(StepError.communication(400, detail));
            case UNAUTHENTICATED ->
                answer(new StepError(StepError.AUTHENTICATION, 401, "The callee does not know who calls", detail));
            case PERMISSION_DENIED -> answer(StepError.authorization(detail));
            case NOT_FOUND -> answer(StepError.communication(404, detail));
            case ALREADY_EXISTS, ABORTED -> answer(StepError.communication(409, detail));
            case RESOURCE_EXHAUSTED -> answer(StepError.communication(429, detail));
            case CANCELLED -> answer(StepError.communication(499, detail));
            case UNIMPLEMENTED -> answer(StepError.communication(501, detail));
            case DEADLINE_EXCEEDED ->
                new StepOutcome.Failed(
                        StepError.timeout(call.named() + " was not answered in time" + description(status)),
                        Fault.CALLEE);
            case UNAVAILABLE -> new StepOutcome.Failed(StepError.communication(503, detail), Fault.CALLEE);
            case UNKNOWN, INTERNAL, DATA_LOSS ->
                new StepOutcome.Failed(StepError.communication(500, detail), Fault.CALLEE);
        };
    }

    private static StepOutcome.Failed answer(StepError error) {
        return new StepOutcome.Failed(error, Fault.ANSWER);
    }

    private static String description(Status status) {
        String text = status.getDescription();
        if (text == null || text.isEmpty()) {
            return "";
        }
        return ": " + (text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + "…" : text);
    }
}
