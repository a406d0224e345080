package io.millrace.executor.step;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Calls callees, and spares those that are out of order. */
@FunctionalInterface
public interface Callees {
    /**
     * Makes a call unless too many of the last ones failed through the callee's fault; then the answer is a failure at
     * once and the callee is left alone for a while.
     *
     * @param call begins the call; what it throws is thrown on
     */
    CompletionStage<StepOutcome> call(Callee callee, Supplier<CompletionStage<StepOutcome>> call);
}
