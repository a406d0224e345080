package io.millrace.executor.step;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the arguments of steps. */
public final class StepArguments {
    private StepArguments() {}

    /**
     * The arguments of a step.
     *
     * @throws RefusedException when they are no JSON object
     */
    public static ObjectNode of(Step step) {
        String problem = "";
        try {
            if (StepJson.MAPPER.readTree(step.arguments()) instanceof ObjectNode arguments) {
                return arguments;
            }
        } catch (JacksonException notJson) {
            problem = ": " + notJson.getOriginalMessage();
        }
        throw new RefusedException(StepError.configuration(
                "The arguments of a step of kind " + step.kind() + " must be a JSON object" + problem));
    }

    /**
     * A text among arguments.
     *
     * @throws RefusedException when it is missing, no text, or empty
     */
    public static String text(JsonNode arguments, String name) {
        JsonNode value = arguments.path(name);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new RefusedException(
                    StepError.configuration("The step's argument '" + name + "' must be a text that is not empty"));
        }
        return value.stringValue();
    }
}
