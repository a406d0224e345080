package io.millrace.executor.blobs;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepOutcome;
import io.millrace.schemas.blobs.BlobMissingException;
import io.millrace.schemas.blobs.BlobStoreException;
import io.millrace.schemas.blobs.Claim;
import io.millrace.schemas.blobs.LargeValues;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Performs steps whose arguments or outputs may be too large for records: the handler behind it sees all of the
 * arguments, the log only a claim on the output. The thread that starts steps never waits for the blob store.
 */
public final class ClaimedSteps implements StepHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimedSteps.class);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final int INTERNAL_ERROR = 500;
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("large-values").start(task);

    private final StepHandler handler;
    private final LargeValues values;
    private final Executor loop;

    /**
     * Stands before a handler.
     *
     * @param loop the thread that starts all steps
     */
    public ClaimedSteps(StepHandler handler, LargeValues values, Executor loop) {
        this.handler = handler;
        this.values = values;
        this.loop = loop;
    }

    @Override
    public String kind() {
        return handler.kind();
    }

    @Override
    public CompletionStage<StepOutcome> perform(Step step) {
        if (!Claim.stands(step.arguments())) {
            CompletionStage<StepOutcome> work = handler.perform(step);
            return isDoneAndSmall(work) ? work : withClaim(step, work);
        }
        CompletableFuture<StepOutcome> result = new CompletableFuture<>();
        THREADS.execute(() -> begin(step, result));
        return result;
    }

    private void begin(Step step, CompletableFuture<StepOutcome> result) {
        try {
            String arguments = patiently(result, () -> values.fromWire(step.tenant(), step.arguments()));
            loop.execute(() -> {
                if (!result.isDone()) {
                    follow(result, () -> withClaim(step, handler.perform(step.with(arguments))));
                }
            });
        } catch (BlobMissingException | IllegalArgumentException e) {
            result.complete(StepOutcome.refused(
                    StepError.runtime(INTERNAL_ERROR, "The arguments of the task are lost. " + e.getMessage())));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private CompletionStage<StepOutcome> withClaim(Step step, CompletionStage<StepOutcome> work) {
        CompletableFuture<StepOutcome> result = new CompletableFuture<>();
        work.whenComplete((outcome, thrown) -> {
            if (thrown != null) {
                result.completeExceptionally(thrown);
            } else if (outcome instanceof StepOutcome.Succeeded(String output) && mayBeLarge(output)) {
                THREADS.execute(() -> keep(step, output, result));
            } else {
                result.complete(outcome);
            }
        });
        passCancellation(result, work);
        return result;
    }

    private void keep(Step step, String output, CompletableFuture<StepOutcome> result) {
        try {
            int limit = values.limits().value();
            result.complete(
                    output.length() > limit
                            ? StepOutcome.refused(StepError.runtime(
                                    INTERNAL_ERROR,
                                    "The output of task " + step.task() + " has more than " + limit
                                            + " bytes, which is the limit of a value; let the task answer less"))
                            : new StepOutcome.Succeeded(patiently(result, () -> values.toWire(step.tenant(), output))));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    /** Waits for the store until it answers or nobody wants the result any more: the work must not be lost for it. */
    private static String patiently(CompletableFuture<StepOutcome> result, Supplier<String> call) {
        while (true) {
            try {
                return call.get();
            } catch (BlobStoreException e) {
                if (result.isDone()) {
                    throw e;
                }
                LOG.warn("Waiting for the blob store: {}", e.getMessage());
                pause(e);
            }
        }
    }

    private static void pause(BlobStoreException reason) {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw reason;
        }
    }

    private static void follow(
            CompletableFuture<StepOutcome> result, Supplier<CompletionStage<StepOutcome>> beginning) {
        try {
            CompletionStage<StepOutcome> work = beginning.get();
            work.whenComplete((outcome, thrown) -> {
                if (thrown == null) {
                    result.complete(outcome);
                } else {
                    result.completeExceptionally(thrown);
                }
            });
            passCancellation(result, work);
        } catch (RuntimeException | StackOverflowError e) {
            result.completeExceptionally(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it only says what result itself says
    private static void passCancellation(CompletableFuture<StepOutcome> result, CompletionStage<StepOutcome> work) {
        result.whenComplete((_, _) -> {
            if (result.isCancelled()) {
                work.toCompletableFuture().cancel(true);
            }
        });
    }

    private boolean isDoneAndSmall(CompletionStage<StepOutcome> work) {
        return work instanceof CompletableFuture<StepOutcome> future
                && future.state() == Future.State.SUCCESS
                && !(future.resultNow() instanceof StepOutcome.Succeeded(String output) && mayBeLarge(output));
    }

    /** A character has at most three bytes in UTF-8, so a shorter text never is. */
    private boolean mayBeLarge(String output) {
        return output.length() > values.limits().inline() / 3;
    }
}
