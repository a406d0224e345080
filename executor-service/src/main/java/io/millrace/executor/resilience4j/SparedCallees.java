package io.millrace.executor.resilience4j;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.millrace.executor.step.Callee;
import io.millrace.executor.step.Callees;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A circuit breaker for each callee, forgotten when nobody calls it for a while. */
final class SparedCallees implements Callees {
    private static final int MOST_CALLEES = 10_000;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(30);
    private static final int UNAVAILABLE = 503;

    private final CircuitBreakerConfig config;
    private final Cache<Callee, CircuitBreaker> breakers = Caffeine.newBuilder()
            .maximumSize(MOST_CALLEES)
            .expireAfterAccess(FORGOTTEN_AFTER)
            .build();

    SparedCallees(ResilienceProperties.Breaker settings) {
        config = CircuitBreakerConfig.custom()
                .failureRateThreshold(settings.failureRate())
                .minimumNumberOfCalls(settings.minimumCalls())
                .slidingWindow(
                        Math.toIntExact(settings.window().toSeconds()),
                        settings.minimumCalls(),
                        SlidingWindowType.TIME_BASED)
                .waitDurationInOpenState(settings.rest())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .build();
    }

    @Override
    public CompletionStage<StepOutcome> call(Callee callee, Supplier<CompletionStage<StepOutcome>> call) {
        CircuitBreaker breaker = breakers.get(callee, fresh -> CircuitBreaker.of(fresh.name(), config));
        if (!breaker.tryAcquirePermission()) {
            return CompletableFuture.completedFuture(StepOutcome.refused(StepError.communication(
                    UNAVAILABLE,
                    callee.name() + " is left alone for a while, because too many of the last calls to it failed")));
        }
        long started = breaker.getCurrentTimestamp();
        CompletionStage<StepOutcome> stage;
        try {
            stage = call.get();
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
        stage.whenComplete((outcome, thrown) -> judge(breaker, started, outcome, thrown));
        // The stage itself, not one that depends on it: cancelling must reach the call.
        return stage;
    }

    private static void judge(
            CircuitBreaker breaker, long started, @Nullable StepOutcome outcome, @Nullable Throwable thrown) {
        long took = breaker.getCurrentTimestamp() - started;
        TimeUnit unit = breaker.getTimestampUnit();
        switch (outcome) {
            case StepOutcome.Succeeded _ -> breaker.onSuccess(took, unit);
            case StepOutcome.Failed failed -> {
                switch (failed.fault()) {
                    case REQUEST -> breaker.releasePermission();
                    case ANSWER -> breaker.onSuccess(took, unit);
                    case CALLEE ->
                        breaker.onError(
                                took,
                                unit,
                                new CalleeFailedException(failed.error().detail()));
                }
            }
            case null -> breaker.onError(took, unit, thrown == null ? new CalleeFailedException("no answer") : thrown);
        }
    }

    /** Tells the breaker of a failure; it is never thrown, so it needs no stack. */
    private static final class CalleeFailedException extends Exception {
        private CalleeFailedException(String message) {
            super(message, null, false, false);
        }
    }
}
