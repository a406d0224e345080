package io.millrace.gateway.run;

import io.millrace.records.CancelRun;
import io.millrace.records.ReplyTo;
import io.millrace.records.ResumeRun;
import io.millrace.records.RetryRun;
import io.millrace.records.SuspendRun;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What can be done with a run that was started. */
public enum RunAction {
    /** End it before its time. */
    CANCEL("cancelling"),
    /** Begin no new task until it is resumed. */
    SUSPEND("suspending"),
    /** Go on. */
    RESUME("resuming"),
    /** Go on after an error. */
    RETRY("retrying");

    private static final Set<String> AT_WORK = Set.of("pending", "running", "waiting");
    private static final String SUSPENDED = "suspended";
    private static final String FAULTED = "faulted";

    private final String underWay;

    RunAction(String underWay) {
        this.underWay = underWay;
    }

    /** The action with a name. */
    public static Optional<RunAction> of(String text) {
        return Arrays.stream(values())
                .filter(action -> action.text().equals(text))
                .findFirst();
    }

    /** The name used in requests and audit records. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for a run of which nobody knows yet whether the action was done. */
    public String underWay() {
        return underWay;
    }

    /** Whether the action can be done with a run of this status, as far as its status tells. */
    public boolean suits(String status) {
        return switch (this) {
            case CANCEL -> AT_WORK.contains(status) || status.equals(SUSPENDED);
            case SUSPEND -> AT_WORK.contains(status);
            case RESUME -> status.equals(SUSPENDED);
            case RETRY -> status.equals(FAULTED);
        };
    }

    /**
     * The command to do it, as it is without further wishes.
     *
     * @param actor id of the key that was used
     * @param reason why, in the caller's words, where the command has room for it
     */
    public SpecificRecord command(String actor, @Nullable String reason, ReplyTo replyTo) {
        return switch (this) {
            case CANCEL -> new CancelRun(actor, reason, replyTo);
            case SUSPEND -> new SuspendRun(actor, reason, replyTo);
            case RESUME -> new ResumeRun(actor, replyTo);
            case RETRY ->
                RetryRun.newBuilder().setActor(actor).setReplyTo(replyTo).build();
        };
    }
}
