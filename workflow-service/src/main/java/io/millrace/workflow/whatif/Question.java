package io.millrace.workflow.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.engine.RunInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that a task asked of somebody outside, with the answers that came.
 *
 * @param kind whom it asked
 * @param role the task
 * @param arguments with what
 * @param at when
 * @param answers in the order of the log; the list grows while the record is read
 */
record Question(Kind kind, Cast.Role role, JsonNode arguments, Instant at, List<Answer> answers) {
    enum Kind {
        STEP,
        CHILD,
        CALLBACK,
        LISTEN
    }

    /**
     * An input that came from outside.
     *
     * @param at when, by a clock that never goes back within a log
     * @param behind how far the time of its own record is behind that, zero or negative
     * @param rank its place in the log
     */
    record Answer(RunInput input, Instant at, Duration behind, long rank) {}

    static Question asked(Kind kind, Cast.Role role, JsonNode arguments, Instant at) {
        return new Question(kind, role, arguments, at, new ArrayList<>());
    }
}
