package io.millrace.workflow.program;

import java.util.List;
import java.util.Map;

/**
 * Tasks that run one after the other.
 *
 * @param tasks in the order of the definition
 * @param positions the index of each task in {@code tasks} by its name, which is unique within the list
 */
public record TaskList(List<Task> tasks, Map<String, Integer> positions) {

    /** Copies what it is given. */
    public TaskList {
        tasks = List.copyOf(tasks);
        positions = Map.copyOf(positions);
    }
}
