package io.millrace.gateway;

import io.millrace.records.AnswerCallback;
import io.millrace.records.CancelRun;
import io.millrace.records.InputAccepted;
import io.millrace.records.InputRejected;
import io.millrace.records.ReplyTo;
import io.millrace.records.ResumeRun;
import io.millrace.records.RetryRun;
import io.millrace.records.RunInput;
import io.millrace.records.SuspendRun;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Plays the engine's verdicts on commands. A callback's code is right once, if it is all zeros; to one whose output is
 * {@link #SILENCE} nothing is said.
 */
final class EngineDouble {
    static final String SILENCE = "\"no word of it\"";
    private static final ByteBuffer RIGHT = ByteBuffer.allocate(18);

    private final Map<String, String> runs;
    private final BiConsumer<ReplyTo, SpecificRecord> replies;
    private final Set<String> suspended = new HashSet<>();
    private final Set<String> answered = new HashSet<>();

    /**
     * Knows no run.
     *
     * @param runs how they ended, by id; empty for one at work
     */
    EngineDouble(Map<String, String> runs, BiConsumer<ReplyTo, SpecificRecord> replies) {
        this.runs = runs;
        this.replies = replies;
    }

    void take(RunInput input, long offset) {
        String run = input.getRunId();
        String end = runs.get(run);
        switch (input.getPayload()) {
            case CancelRun cancel -> verdict(input, cancel.getReplyTo(), refusal(end, true), "cancelled", offset);
            case SuspendRun suspend ->
                verdict(input, suspend.getReplyTo(), refusal(end, suspended.add(run)), "suspended", offset);
            case ResumeRun resume ->
                verdict(input, resume.getReplyTo(), refusal(end, suspended.remove(run)), "running", offset);
            case RetryRun retry ->
                verdict(
                        input,
                        retry.getReplyTo(),
                        end == null ? "UNKNOWN_RUN" : end.equals("faulted") ? null : "WRONG_STATUS",
                        "running",
                        offset);
            case AnswerCallback callback when SILENCE.equals(callback.getOutput()) -> {
                // Whoever answered waits in vain.
            }
            case AnswerCallback callback -> {
                boolean right = callback.getCode() == null || callback.getCode().equals(RIGHT);
                String refusal = refusal(end, true);
                verdict(
                        input,
                        callback.getReplyTo(),
                        refusal != null ? refusal : right && answered.add(run) ? null : "WRONG_TOKEN",
                        "running",
                        offset);
            }
            default -> {
                // Needs no verdict.
            }
        }
    }

    private static @Nullable String refusal(@Nullable String end, boolean fits) {
        return end == null ? "UNKNOWN_RUN" : !end.isEmpty() ? "RUN_ENDED" : fits ? null : "WRONG_STATUS";
    }

    private void verdict(
            RunInput input, @Nullable ReplyTo replyTo, @Nullable String refusal, String status, long offset) {
        if (replyTo != null) {
            replies.accept(
                    replyTo,
                    refusal == null
                            ? new InputAccepted(input.getTenant(), input.getRunId(), status, offset)
                            : new InputRejected(
                                    input.getTenant(), input.getRunId(), refusal, "The double says so.", null, offset));
        }
    }
}
