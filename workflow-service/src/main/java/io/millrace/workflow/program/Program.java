package io.millrace.workflow.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A workflow definition, ready to run.
 *
 * @param definition the whole document, for {@code $workflow.definition}; never changed
 * @param flow the workflow's own input and output
 * @param tasks every task at any depth, depth first, each at the index that is its {@link TaskHeader#id()}
 * @param timeout of the whole run; evaluates to a duration, see {@link Durations}
 * @param secrets names of the tenant's secrets that it may use
 * @param buffer how long events are kept for runs that begin to listen later; zero = not at all
 * @param startsOn events that start a run, each on its own
 * @param schedule what else starts runs, and how events are read; absent = a run starts only when somebody asks
 */
public record Program(
        Identity identity,
        JsonNode definition,
        DataFlow flow,
        TaskList body,
        List<Task> tasks,
        @Nullable Expression timeout,
        List<EventFilter> startsOn,
        Set<String> secrets,
        Duration buffer,
        @Nullable Schedule schedule) {

    /** How long events are kept unless a definition says otherwise (language.md, decision 7). */
    public static final Duration USUAL_BUFFER = Duration.ofSeconds(60);
    /** The longest time that a definition may have events kept. */
    public static final Duration LONGEST_BUFFER = Duration.ofHours(1);

    /** Copies the lists it is given. */
    public Program {
        tasks = List.copyOf(tasks);
        startsOn = List.copyOf(startsOn);
        secrets = Set.copyOf(secrets);
    }
}
