package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a run that ended by an error, so that it can be retried.
 *
 * @param id the run
 * @param tenant its owner
 * @param definition the version it was pinned to
 * @param startedAt when it began
 * @param rawInput the input it was started with
 * @param context {@code $context} at the end
 * @param failed the task that raised the error and those around it, outermost first; empty when no task did
 * @param counters numbers that only grow
 * @param seed what the tokens of its callbacks are derived from
 * @param parent the run that started it; it is told the end again
 */
public record Wreck(
        RunId id,
        String tenant,
        Identity definition,
        Instant startedAt,
        JsonNode rawInput,
        JsonNode context,
        List<Failed> failed,
        RunState.Counters counters,
        Seed seed,
        @Nullable Parent parent) {

    /** Copies the list it is given. */
    public Wreck {
        failed = List.copyOf(failed);
    }

    /**
     * A task that was at work.
     *
     * @param pointer JSON pointer of the task in the definition
     * @param rawInput what had come in
     */
    public record Failed(String pointer, JsonNode rawInput) {}
}
