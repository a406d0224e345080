package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow definition, ready to run.
 *
 * @param definition the whole document, for {@code $workflow.definition}; never changed
 * @param flow the workflow's own input and output
 * @param tasks every task at any depth, depth first, each at the index that is its {@link TaskHeader#id()}
 * @param timeout of the whole run; evaluates to a duration, see {@link Durations}
 * @param startsOn events that start a run, each on its own; at most one for now
 */
public record Program(
        Identity identity,
        JsonNode definition,
        DataFlow flow,
        TaskList body,
        List<Task> tasks,
        @Nullable Expression timeout,
        List<EventFilter> startsOn) {

    /** Copies the lists it is given. */
    public Program {
        tasks = List.copyOf(tasks);
        startsOn = List.copyOf(startsOn);
    }
}
