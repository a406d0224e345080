package io.millrace.executor.function;

import io.millrace.executor.step.StepOutcome;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;

/** A function that comes with Millrace and runs without a thread of its own. */
interface BuiltInFunction {
    /** The name that workflows call it by. */
    String name();

    /**
     * Calls it.
     *
     * @param input what the workflow passes, an empty object when it passes nothing
     * @throws io.millrace.executor.step.RefusedException when the input does not fit
     */
    CompletionStage<StepOutcome> call(JsonNode input);
}
