package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.CallKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has to leave the engine because of a decision. */
public sealed interface Effect {
    /**
     * Have an executor perform a step. May be repeated: receivers recognise run, position and attempt.
     *
     * @param attempt from 1; for a subscription, which asks again and again, the number of the step
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

    /** Tell the executors that nobody waits for a step any more. May be repeated, and may come too late. */
    record CancelStep(int position, int attempt) implements Effect {}

    /**
     * Start another run in the same partition. May be repeated: the run is recognised by its id.
     *
     * @param child id of the run
     * @param namespace of its workflow
     * @param name of its workflow
     * @param version {@code latest}, an alias or a semantic version
     * @param input its raw input
     * @param parent what it is told of the run that asks
     */
    record StartChild(RunId child, String namespace, String name, String version, JsonNode input, Parent parent)
            implements Effect {}

    /** Cancel a run that this one started. May be repeated. */
    record CancelChild(RunId child, String reason) implements Effect {}

    /** Tell the run that started this one how it ended. May be repeated. */
    record TellParent(
            Parent parent,
            Status status,
            @Nullable JsonNode output,
            @Nullable Fault fault) implements Effect {}

    /**
     * Have events delivered to an activation, those of the last moments included. May be repeated.
     *
     * @param patterns coarse: every event that the task takes matches one of them, not the other way round
     */
    record Subscribe(int position, List<Interest> patterns) implements Effect {
        /** Copies the list it is given. */
        public Subscribe {
            patterns = List.copyOf(patterns);
        }
    }

    /**
     * What can be told of a pattern without the run.
     *
     * @param filter attributes with a fixed value, by name
     * @param correlations values that must be found in the event, by the jq that finds them
     */
    record Interest(Map<String, JsonNode> filter, Map<String, JsonNode> correlations) {
        /** Copies the maps it is given. */
        public Interest {
            filter = Map.copyOf(filter);
            correlations = Map.copyOf(correlations);
        }
    }

    /** Have no more events delivered to an activation. May be repeated. */
    record Unsubscribe(int position) implements Effect {}
}
