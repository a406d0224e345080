package io.millrace.workflow.program;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tasks that run one after the other.
 *
 * @param tasks in the order of the definition
 * @param positions the index of each task in {@code tasks} by its id
 */
public record TaskList(List<Task> tasks, Map<Integer, Integer> positions) {

    /** Copies what it is given. */
    public TaskList {
        tasks = List.copyOf(tasks);
        positions = Map.copyOf(positions);
    }

    /** A list of these tasks. */
    public static TaskList of(List<Task> tasks) {
        Map<Integer, Integer> positions = new HashMap<>();
        for (Task task : tasks) {
            positions.put(task.header().id(), positions.size());
        }
        return new TaskList(tasks, positions);
    }

    /** Where a task stands in the list, from 0. */
    public int indexOf(TaskHeader task) {
        Integer index = positions.get(task.id());
        if (index == null) {
            throw new IllegalArgumentException("task " + task.pointer() + " is not in this list");
        }
        return index;
    }
}
