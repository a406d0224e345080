package io.millrace.executor.function;

import io.millrace.executor.step.StepOutcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** Answers its input. */
final class Echo implements BuiltInFunction {
    @Override
    public String name() {
        return "echo";
    }

    @Override
    public CompletionStage<StepOutcome> call(JsonNode input) {
        return CompletableFuture.completedFuture(new StepOutcome.Succeeded(input.toString()));
    }
}
