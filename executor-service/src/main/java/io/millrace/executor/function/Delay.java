package io.millrace.executor.function;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Answers its input after a while: {@code milliseconds}, or {@code duration} as an ISO 8601 text. For trying out slow
 * steps; a workflow that has to wait uses the wait task, which occupies no executor.
 */
final class Delay implements BuiltInFunction {
    private static final long LONGEST_MILLIS = Duration.ofDays(1).toMillis();
    private static final int LONGEST_TEXT = 64;

    @Override
    public String name() {
        return "delay";
    }

    @Override
    public CompletionStage<StepOutcome> call(JsonNode input) {
        long millis = millis(input);
        StepOutcome outcome = new StepOutcome.Succeeded(input.toString());
        return millis == 0
                ? CompletableFuture.completedFuture(outcome)
                : new CompletableFuture<StepOutcome>().completeOnTimeout(outcome, millis, TimeUnit.MILLISECONDS);
    }

    private static long millis(JsonNode input) {
        JsonNode milliseconds = input.path("milliseconds");
        JsonNode duration = input.path("duration");
        long millis = -1;
        if (milliseconds.isIntegralNumber() && milliseconds.canConvertToLong()) {
            millis = milliseconds.longValue();
        } else if (duration.isString() && duration.stringValue().length() <= LONGEST_TEXT) {
            millis = iso(duration.stringValue());
        }
        if (millis < 0 || millis > LONGEST_MILLIS) {
            throw new RefusedException(StepError.configuration("The function delay takes {\"milliseconds\": 500} or"
                    + " {\"duration\": \"PT0.5S\"}, from zero to one day"));
        }
        return millis;
    }

    private static long iso(String text) {
        try {
            return Duration.parse(text).toMillis();
        } catch (DateTimeException | ArithmeticException notADuration) {
            return -1;
        }
    }
}
