package io.millrace.workflow.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Catch;
import io.millrace.workflow.program.Expression;
import io.millrace.workflow.program.Retry;
import io.millrace.workflow.program.Task;
import io.millrace.workflow.program.Variables;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a try does about an error inside it (language.md, 2.3 and decision 6). */
sealed interface Handling {
    /** The error is not for this try. */
    record PassOn() implements Handling {}

    /** The list of the try runs again after a pause, which may be zero. */
    record RetryAfter(Duration pause) implements Handling {}

    /** The catch list runs, if there is one, and the try completes. */
    record TakeIt() implements Handling {}

    /**
     * Decides.
     *
     * @param attempt the attempt that failed, from 1
     * @param firstAt when the first attempt began
     */
    static Handling of(
            Task.Try task,
            Fault fault,
            int attempt,
            Instant firstAt,
            Activation trying,
            RunId run,
            Variables around,
            Instant now) {
        Catch handler = task.handler();
        JsonNode error = fault.toJson();
        Variables variables = around.with(handler.as(), error);
        if (!handler.filter().matches(error) || !applies(handler.when(), handler.exceptWhen(), error, variables)) {
            return new PassOn();
        }
        Retry retry = handler.retry();
        if (retry != null && applies(retry.when(), retry.exceptWhen(), error, variables)) {
            Duration pause = pause(retry, attempt, trying, run, variables);
            if (!exhausted(retry, attempt, firstAt, now.plus(pause), trying, variables)) {
                return new RetryAfter(pause);
            }
        }
        return handler.raisesAgain() ? new PassOn() : new TakeIt();
    }

    private static boolean applies(
            @Nullable Expression when, @Nullable Expression exceptWhen, JsonNode error, Variables variables) {
        return (when == null || DataChecks.holds(when, error, variables))
                && (exceptWhen == null || !DataChecks.holds(exceptWhen, error, variables));
    }

    private static boolean exhausted(
            Retry retry, int attempt, Instant firstAt, Instant nextAt, Activation trying, Variables variables) {
        boolean tooMany =
                retry.maxRetries().isPresent() && attempt > retry.maxRetries().getAsInt();
        return tooMany
                || (retry.totalDuration() != null
                        && nextAt.isAfter(
                                firstAt.plus(DataChecks.duration(retry.totalDuration(), trying.input(), variables))));
    }

    private static Duration pause(Retry retry, int attempt, Activation trying, RunId run, Variables variables) {
        JsonNode input = trying.input();
        Duration pause = retry.delay() == null
                ? Duration.ZERO
                : Pauses.before(attempt, DataChecks.duration(retry.delay(), input, variables), retry.backoff());
        return retry.jitter() == null
                ? pause
                : pause.plus(Pauses.jitter(
                        run,
                        trying.position(),
                        attempt,
                        DataChecks.duration(retry.jitter().from(), input, variables),
                        DataChecks.duration(retry.jitter().to(), input, variables)));
    }
}
