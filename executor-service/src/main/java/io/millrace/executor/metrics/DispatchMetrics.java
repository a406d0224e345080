package io.millrace.executor.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.millrace.executor.dispatch.DispatchObserver;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts attempts by kind and outcome. Kinds beyond the first few, which nobody handles anyway, are counted as one. */
final class DispatchMetrics implements DispatchObserver {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchMetrics.class);
    private static final int MOST_KINDS = 20;

    private final MeterRegistry registry;
    private final Counter repeated;
    private final Counter cancelled;
    private final Map<String, Timers> timers = new HashMap<>();

    DispatchMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.repeated = Counter.builder("millrace.executor.repeats")
                .description("Commands that came again and were dropped")
                .register(registry);
        this.cancelled = Counter.builder("millrace.executor.cancellations")
                .description("Attempts that were interrupted or dropped because nobody waits for their result any more")
                .register(registry);
    }

    private record Timers(Timer succeeded, Timer failed, Timer refused) {
        private Timer of(StepOutcome outcome) {
            return switch (outcome) {
                case StepOutcome.Succeeded _ -> succeeded;
                case StepOutcome.Failed failure -> failure.fault() == StepOutcome.Fault.REQUEST ? refused : failed;
            };
        }
    }

    @Override
    public void began(Step step) {
        // Counted when it ends; what is at work is a gauge.
    }

    @Override
    public void ended(Step step, StepOutcome outcome, Duration took) {
        Timers kind = timers.get(step.kind());
        if (kind == null) {
            String name = timers.size() < MOST_KINDS ? step.kind() : "other";
            kind = timers.computeIfAbsent(name, this::timers);
        }
        kind.of(outcome).record(took);
    }

    @Override
    public void cancelled(Step step) {
        cancelled.increment();
    }

    @Override
    public void repeated(Step step) {
        repeated.increment();
    }

    @Override
    public void broke(Step step, Throwable cause) {
        LOG.error("A handler failed: kind={} tenant={} step={}", step.kind(), step.tenant(), step.key(), cause);
    }

    private Timers timers(String kind) {
        return new Timers(timer(kind, "succeeded"), timer(kind, "failed"), timer(kind, "refused"));
    }

    private Timer timer(String kind, String outcome) {
        return Timer.builder("millrace.executor.steps")
                .description("Attempts that ended, and how long they took")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }
}
