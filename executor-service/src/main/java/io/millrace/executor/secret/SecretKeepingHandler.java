package io.millrace.executor.secret;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.SecretReferences;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Performs steps through another handler, which gets the values of the secrets that the arguments refer to. What comes
 * back, errors and defects included, refers to them again.
 */
public final class SecretKeepingHandler implements StepHandler {
    private final StepHandler handler;
    private final Secrets secrets;

    /** Stands before a handler. */
    public SecretKeepingHandler(StepHandler handler, Secrets secrets) {
        this.handler = handler;
        this.secrets = secrets;
    }

    @Override
    public String kind() {
        return handler.kind();
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        if (!SecretReferences.inJson(step.arguments())) {
            return kept(handler.perform(step), Echoes.NONE);
        }
        OpenedSecrets opened = new OpenedSecrets(step, secrets);
        Step resolved = step.with(opened.arguments());
        Echoes echoes = opened.echoes();
        try {
            return kept(handler.perform(resolved), echoes);
        } catch (RuntimeException e) {
            throw masked(e, echoes);
        }
    }

    private static CompletionStage<StepOutcome> kept(CompletionStage<StepOutcome> work, Echoes echoes) {
        CompletionStage<StepOutcome> kept = work.handle((outcome, thrown) -> {
            if (outcome == null) {
                throw new CompletionException(thrown == null ? null : masked(thrown, echoes));
            }
            return echoes.masked(outcome);
        });
        // Cancelling what depends on the work does not cancel the work.
        kept.whenComplete((_, thrown) -> {
            if (thrown instanceof CancellationException) {
                work.toCompletableFuture().cancel(true);
            }
        });
        return kept;
    }

    private static RuntimeException masked(Throwable thrown, Echoes echoes) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return switch (cause) {
            case RefusedException refused -> new RefusedException(echoes.masked(refused.error()));
            // Its text may quote the arguments, and the texts of its causes as well.
            default -> {
                IllegalStateException told = new IllegalStateException(echoes.masked(cause.toString()));
                told.setStackTrace(cause.getStackTrace());
                yield told;
            }
        };
    }
}
