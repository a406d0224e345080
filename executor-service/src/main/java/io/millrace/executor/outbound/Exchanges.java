package io.millrace.executor.outbound;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes HTTP requests for steps of other kinds, as an http step makes them: the tenant's egress rule holds, the step's
 * key goes along. A request is written like the arguments of an http step: {@code method}, {@code endpoint},
 * {@code headers}, {@code query}, {@code body}, {@code redirect}, and {@code authentication} if there is one. Cancelling
 * a future hangs up.
 */
public interface Exchanges {
    /**
     * Asks, and gives back whatever is answered, status 404 and its like included.
     *
     * @return fails with {@link ExchangeFailedException} when nothing is answered or too much, and with
     *     {@link io.millrace.executor.step.RefusedException} when the request must not be made
     */
    CompletableFuture<Reply> exchange(Step step, ObjectNode request, Reading reading);

    /**
     * Performs an http step in place of another step.
     *
     * @param request with {@code output} as for an http step
     */
    CompletableFuture<StepOutcome> perform(Step step, ObjectNode request);
}
