package io.millrace.executor.outbound;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepOutcome;
import java.util.concurrent.CompletionException;

/** Thrown when nobody answered, or nothing that can be used. */
public final class ExchangeFailedException extends RuntimeException {
    private final transient StepOutcome.Failed failed;

    /** A failure of the exchange that is the failure of the step. */
    public ExchangeFailedException(StepOutcome.Failed failed) {
        super(failed.error().detail(), null, false, false);
        this.failed = failed;
    }

    /** The outcome of the step whose exchange failed. */
    public StepOutcome.Failed failed() {
        return failed;
    }

    /**
     * The outcome of a step that met with this.
     *
     * @throws CompletionException when it is neither a failed exchange nor a refusal
     */
    public static StepOutcome outcome(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case ExchangeFailedException exchange -> exchange.failed();
            case RefusedException refused -> StepOutcome.refused(refused.error());
            default -> throw new CompletionException(cause);
        };
    }
}
