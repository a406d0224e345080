package io.millrace.executor.function;

import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** Fails: with {@code status} (100 to 599, else 500) and {@code message}. For trying out how a workflow copes. */
final class Fail implements BuiltInFunction {
    private static final int LOWEST = 100;
    private static final int HIGHEST = 599;
    private static final int DEFAULT = 500;
    private static final int LONGEST_MESSAGE = 1_000;

    @Override
    public String name() {
        return "fail";
    }

    @Override
    public CompletionStage<StepOutcome> call(JsonNode input) {
        int asked = input.path("status").asInt(DEFAULT);
        int status = asked < LOWEST || asked > HIGHEST ? DEFAULT : asked;
        String message = input.path("message").asString("The function fail was called");
        return CompletableFuture.completedFuture(new StepOutcome.Failed(
                StepError.runtime(status, message.substring(0, Math.min(message.length(), LONGEST_MESSAGE))),
                Fault.ANSWER));
    }
}
