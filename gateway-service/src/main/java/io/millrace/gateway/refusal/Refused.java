package io.millrace.gateway.refusal;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries a refusal to the door. It is an answer and no failure, so it holds no stack trace. */
public final class Refused extends RuntimeException {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final transient Refusal refusal;

    /** A refusal without a deeper cause. */
    public Refused(Refusal refusal) {
        this(refusal, null);
    }

    /**
     * A refusal.
     *
     * @param cause what happened underneath, for the log, or null
     */
    public Refused(Refusal refusal, @Nullable Throwable cause) {
        super(refusal.detail(), cause, false, false);
        this.refusal = refusal;
    }

    /** What is refused and why. */
    public Refusal refusal() {
        return refusal;
    }

    /** The request cannot be read. */
    public static Refused malformed(String detail) {
        return new Refused(new Refusal.Malformed(detail, List.of()));
    }

    /** There is no such thing. */
    public static Refused missing(String detail) {
        return new Refused(new Refusal.Missing(detail));
    }

    /** It contradicts what is there. */
    public static Refused conflict(String detail) {
        return new Refused(new Refusal.Conflict(detail));
    }

    /** One thing in a document is wrong. */
    public static Refused invalid(String detail, Flaw... flaws) {
        return new Refused(new Refusal.Invalid(detail, List.of(flaws)));
    }

    /** Something behind the gateway does not answer; asking again in a second is worth it. */
    public static Refused unavailable(String detail, @Nullable Throwable cause) {
        return new Refused(new Refusal.Unavailable(detail, SOON), cause);
    }
}
