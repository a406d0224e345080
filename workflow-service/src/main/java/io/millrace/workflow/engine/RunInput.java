package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Identity;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What the log asks of a run, or tells it. */
public sealed interface RunInput {
    /**
     * Command: begin.
     *
     * @param id the run
     * @param tenant its owner
     * @param definition the version to pin
     * @param input raw workflow input
     * @param actor who asked
     * @param cause why: kind and id of the request, event or trigger firing
     * @param waiter who is told the end, or null
     * @param seed what the tokens of its callbacks are derived from
     * @param parent the run that waits for it, or null
     */
    record StartRun(
            RunId id,
            String tenant,
            Identity definition,
            JsonNode input,
            String actor,
            String cause,
            @Nullable Waiter waiter,
            Seed seed,
            @Nullable Parent parent)
            implements RunInput {}

    /**
     * Event: an executor performed a step.
     *
     * @param position of the activation
     * @param attempt the attempt that it was
     * @param output raw output
     * @param millis time that it took
     */
    record StepSucceeded(int position, int attempt, JsonNode output, long millis) implements RunInput {}

    /**
     * Event: an executor could not perform a step.
     *
     * @param position of the activation
     * @param attempt the attempt that it was
     * @param fault why
     * @param millis time that it took
     */
    record StepFailed(int position, int attempt, Fault fault, long millis) implements RunInput {}

    /**
     * Event: a timer is due.
     *
     * @param timer its number
     */
    record TimerFired(int timer) implements RunInput {}

    /**
     * Command: go on after giving way.
     *
     * @param stretch the one that ended
     */
    record ContinueRun(int stretch) implements RunInput {}

    /**
     * Command: end before its time.
     *
     * @param actor who asked
     * @param reason why, or null
     */
    record CancelRun(String actor, @Nullable String reason) implements RunInput {}

    /**
     * Event: an event came that a listening task may be waiting for.
     *
     * @param position of the activation
     * @param event the CloudEvent in its JSON format
     * @param partition of the topic events from which it came
     * @param offset in that partition
     */
    record DeliverEvent(int position, JsonNode event, int partition, long offset) implements RunInput {}

    /**
     * Event: a run that this one started has ended, or could not be started.
     *
     * @param position of the activation that waits
     * @param child the run
     * @param status how it ended
     * @param output when it completed
     * @param fault when it did not
     */
    record ChildEnded(
            int position,
            RunId child,
            Status status,
            @Nullable JsonNode output,
            @Nullable Fault fault) implements RunInput {}

    /**
     * Command: begin no new task until the run is resumed.
     *
     * @param actor who asked
     * @param reason why, or null
     */
    record SuspendRun(String actor, @Nullable String reason) implements RunInput {}

    /**
     * Command: go on.
     *
     * @param actor who asked
     */
    record ResumeRun(String actor) implements RunInput {}

    /**
     * Command: go on with a run that ended by an error.
     *
     * @param actor who asked
     * @param definition the version to go on with; null = the same one
     * @param from JSON pointer of the task to begin with; null = the one that failed
     * @param input raw input of that task; null = what it had
     * @param context {@code $context}; null = what it was at the end
     */
    record RetryRun(
            String actor,
            @Nullable Identity definition,
            @Nullable String from,
            @Nullable JsonNode input,
            @Nullable JsonNode context)
            implements RunInput {}

    /**
     * Command: complete a task that waits for somebody outside, or give a sign of life.
     *
     * @param actor who asked
     * @param position of the activation
     * @param code the part of the token that nobody can guess; null when the gateway has checked that the actor may
     *     answer for others
     * @param answer what is said
     */
    record AnswerCallback(
            String actor, int position, @Nullable Code code, Answer answer) implements RunInput {}

    /**
     * The part of a token that nobody can guess; it never shows in a text.
     *
     * @param secret 18 bytes in base64
     */
    record Code(String secret) {
        /** The code that these bytes are. */
        public static Code of(byte[] bytes) {
            return new Code(Base64.getEncoder().encodeToString(bytes));
        }

        byte[] bytes() {
            return Base64.getDecoder().decode(secret);
        }

        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    /** What somebody outside says. */
    sealed interface Answer {
        /** It is done; the output of the task. */
        record Done(JsonNode output) implements Answer {}

        /** It failed. */
        record Failed(Fault fault) implements Answer {}

        /** It is still at work. */
        record Alive() implements Answer {}
    }

    /**
     * Event: the state that followed from the last input was larger than a run may be.
     *
     * @param bytes its size
     * @param limit the largest size allowed
     */
    record StateOutgrown(long bytes, long limit) implements RunInput {}

    /**
     * Event: a value that an input or the state refers to is not where it was kept, so the input cannot be worked off.
     *
     * @param of the input
     * @param detail which value, and why it cannot be had
     */
    record ValueLost(RunInput of, String detail) implements RunInput {}
}
