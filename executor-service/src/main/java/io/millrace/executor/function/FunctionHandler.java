package io.millrace.executor.function;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepJson;
import io.millrace.executor.step.StepOutcome;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Performs steps that call a function: arguments {@code {"function": name, "input": {…}}}. */
public final class FunctionHandler implements StepHandler {
    private final Map<String, BuiltInFunction> functions = new TreeMap<>();

    /** Knows the functions that come with Millrace. */
    public FunctionHandler() {
        for (BuiltInFunction function : new BuiltInFunction[] {new Echo(), new Delay(), new Fail()}) {
            functions.put(function.name(), function);
        }
    }

    @Override
    public String kind() {
        return "function";
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        JsonNode arguments = arguments(step);
        String name = arguments.path("function").asString("");
        BuiltInFunction function = functions.get(name);
        if (function == null) {
            throw new RefusedException(
                    StepError.configuration("There is no function '" + name + "'; there are " + functions.keySet()));
        }
        JsonNode input = arguments.path("input");
        return function.call(input.isMissingNode() ? JsonNodeFactory.instance.objectNode() : input);
    }

    private JsonNode arguments(Step step) {
        try {
            return StepJson.MAPPER.readTree(step.arguments());
        } catch (JacksonException e) {
            throw new RefusedException(StepError.configuration(
                    "The arguments of a function step must be a JSON object: " + e.getOriginalMessage()));
        }
    }
}
