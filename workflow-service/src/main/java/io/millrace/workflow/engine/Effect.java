package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.workflow.program.CallKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has to leave the engine because of a decision. */
public sealed interface Effect {
    /**
     * Have an executor perform a step. May be repeated: receivers recognise run, position and attempt.
     *
     * @param deadline after it nobody waits for the result, or null
     */
    record DispatchStep(
            int position,
            int attempt,
            String pointer,
            String task,
            CallKind kind,
            JsonNode arguments,
            @Nullable Instant deadline)
            implements Effect {}

    /** Append {@code ContinueRun} to the run's log. May be repeated: the stretch is recognised. */
    record ContinueLater(int stretch) implements Effect {}

    /** Tell a waiting gateway how the run ended. May be repeated. */
    record AnswerWaiter(
            Waiter waiter,
            Status status,
            @Nullable JsonNode output,
            @Nullable Fault fault) implements Effect {}

    /** Publish a CloudEvent (JSON format), once. */
    record PublishEvent(JsonNode event) implements Effect {}
}
