package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A task that can be undone.
 *
 * @param task its id in the program
 * @param input what came into it, transformed
 * @param output what came out of it, transformed; null when it was given up at work, so that nobody knows whether it was
 *     done
 */
public record Compensation(
        int task, JsonNode input, @Nullable JsonNode output) {

    /** What the list that undoes the task begins with: its output, or its input when there is none. */
    JsonNode data() {
        return output == null ? input : output;
    }
}
