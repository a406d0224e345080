package io.millrace.executor.dispatch;

import io.millrace.executor.step.RefusedException;
import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepHandler;
import io.millrace.executor.step.StepKey;
import io.millrace.executor.step.StepOutcome;
import io.millrace.executor.step.StepOutcome.Fault;
import io.millrace.executor.step.Tenants;
import io.millrace.schemas.blobs.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes commands, begins their steps in fair turns and sees each through until its result is in the log.
 *
 * <p>Everything happens on one thread, the loop: whoever calls from elsewhere hands over with
 * {@link DispatchLoop#execute}. So there is no lock, and the order of happenings is an order. The loop never waits for
 * a step; it only begins steps and is told of their ends.
 *
 * @param <S> where commands come from, a partition
 */
public final class Dispatcher<S> {
    private static final int INTERNAL_ERROR = 500;
    /** Arguments up to this length cost one turn; longer ones more, so that big payloads do not travel for free. */
    private static final int CHARACTERS_PER_TURN = 16_384;

    private final DispatchLimits limits;
    private final TenantGate gate;
    private final DispatchLoop loop;
    private final DispatchObserver observer;
    private final Map<String, StepHandler> handlers = new HashMap<>();
    private final TenantQueues<S, Delivery> queues;
    private final RecentlyPerformed<Attempt> memory;
    private final Set<String> waiting = new HashSet<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Set<S> held = Set.of();
    private @Nullable CompletableFuture<Void> quiet;

    /** A dispatcher without work. */
    public Dispatcher(
            DispatchLimits limits,
            Tenants tenants,
            TenantGate gate,
            Collection<StepHandler> handlers,
            DispatchLoop loop,
            DispatchObserver observer) {
        this.limits = limits;
        this.gate = gate;
        this.loop = loop;
        this.observer = observer;
        for (StepHandler handler : handlers) {
            if (this.handlers.put(handler.kind(), handler) != null) {
                throw new IllegalArgumentException("Two handlers want the steps of kind " + handler.kind());
            }
        }
        queues = new TenantQueues<>(
                limits.queueCapacity(),
                tenant -> tenants.of(tenant).weight(),
                delivery -> 1 + (int) (Claim.length(delivery.step().arguments()) / CHARACTERS_PER_TURN));
        memory = new RecentlyPerformed<>(limits.remembered());
    }

    /** The loop that everything here has to be called on, unless said otherwise. */
    public DispatchLoop loop() {
        return loop;
    }

    /** Queues a command; {@link #pump} begins it. */
    public void offer(S source, Delivery delivery) {
        queues.offer(delivery.step().tenant(), source, delivery);
    }

    /** Begins as many steps as may begin now. */
    public void pump() {
        while (quiet == null && inFlight.get() < limits.inFlight()) {
            Delivery delivery = queues.next(this::admits);
            if (delivery == null) {
                break;
            }
            begin(delivery);
        }
        held = queues.held();
    }

    /**
     * Ends attempts without a result, because nobody waits for one any more: what is at work is interrupted, what is
     * queued is dropped, and what has yet to come is done when it comes. An attempt whose end is decided goes on to its
     * result, which the run's log refuses.
     */
    public void cancel(Set<StepKey> unwanted) {
        List<Delivery> dropped = new ArrayList<>();
        queues.removeIf(delivery -> unwanted.contains(delivery.step().key()) && dropped.add(delivery));
        held = queues.held();
        for (StepKey key : unwanted) {
            Attempt attempt = memory.atWork(key);
            if (attempt == null) {
                memory.finish(key);
            } else if (attempt.end()) {
                interrupt(attempt);
            }
        }
        for (Delivery delivery : dropped) {
            observer.cancelled(delivery.step());
            Attempt same = memory.atWork(delivery.step().key());
            if (same == null) {
                delivery.done();
            } else {
                same.repeatedBy(delivery);
            }
        }
        pump();
    }

    private void interrupt(Attempt attempt) {
        inFlight.decrementAndGet();
        leave(attempt.step());
        observer.cancelled(attempt.step());
        attempt.cancel();
        settle(attempt);
    }

    /** Forgets the queued commands that were withdrawn; those at work go on. */
    public void withdraw() {
        queues.removeIf(Delivery::withdrawn);
        held = queues.held();
    }

    /** The sources that should not be read further now. From any thread. */
    public Set<S> held() {
        return held;
    }

    /** Steps at work. From any thread. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Commands that wait, of each tenant that has any. */
    public Map<String, Integer> depths() {
        return queues.depths();
    }

    /**
     * Begins nothing more and forgets what is queued. From any thread.
     *
     * @return completes when every step at work has ended and its result is in the log
     */
    public CompletableFuture<Void> stop() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        loop.execute(() -> {
            quiet = stopped;
            queues.removeIf(_ -> true);
            held = queues.held();
            reportQuiet();
        });
        return stopped;
    }

    /** Tells the handlers of all steps at work that nobody waits any more; their commands are delivered again. */
    public void abandon() {
        for (Attempt attempt : List.copyOf(memory.atWork())) {
            if (attempt.end()) {
                attempt.cancel();
            }
        }
    }

    private boolean admits(String tenant) {
        return switch (gate.enter(tenant)) {
            case TenantGate.Entry.Open _ -> true;
            case TenantGate.Entry.Full _ -> false;
            case TenantGate.Entry.Later(Duration wait) -> {
                admitAfter(wait, tenant);
                yield false;
            }
        };
    }

    private void admitAfter(Duration wait, String tenant) {
        if (waiting.add(tenant)) {
            loop.after(wait, () -> {
                waiting.remove(tenant);
                queues.admit(tenant);
                pump();
            });
        }
    }

    private void begin(Delivery delivery) {
        Step step = delivery.step();
        Attempt same = memory.atWork(step.key());
        if (same != null || memory.done(step.key())) {
            observer.repeated(step);
            leave(step);
            if (same == null) {
                delivery.done();
            } else {
                same.repeatedBy(delivery);
            }
            return;
        }
        Attempt attempt = new Attempt(delivery, loop.nanoTime());
        memory.begin(step.key(), attempt);
        inFlight.incrementAndGet();
        observer.began(step);
        Duration time = timeFor(step);
        if (time.isPositive()) {
            perform(attempt, time);
        } else {
            end(
                    attempt,
                    StepOutcome.refused(StepError.timeout("The deadline was over before an executor could begin; the"
                            + " tenant's quotas or the executors may be too small for the load")));
        }
    }

    private void perform(Attempt attempt, Duration time) {
        CompletionStage<StepOutcome> work = work(attempt.step());
        if (work instanceof CompletableFuture<StepOutcome> future && future.isDone()) {
            boolean performed = future.state() == Future.State.SUCCESS;
            end(
                    attempt,
                    outcome(
                            attempt.step(),
                            performed ? future.resultNow() : null,
                            performed ? null : future.exceptionNow()));
            return;
        }
        attempt.performedBy(work);
        attempt.giveUpBy(loop.after(time, () -> {
            end(attempt, late(time));
            attempt.cancel();
            pump();
        }));
        work.whenComplete((outcome, thrown) -> loop.execute(() -> {
            // A step that was given up ends once more, cancelled; that says nothing new.
            if (!attempt.ended()) {
                end(attempt, outcome(attempt.step(), outcome, thrown));
                pump();
            }
        }));
    }

    private CompletionStage<StepOutcome> work(Step step) {
        StepHandler handler = handlers.get(step.kind());
        if (handler == null) {
            return CompletableFuture.completedFuture(StepOutcome.refused(StepError.configuration(
                    "This executor performs no steps of kind '" + step.kind() + "', which the task " + step.task()
                            + " asks for; it performs " + new TreeSet<>(handlers.keySet())
                            + ". Let a service do the work and call it, or add an executor that performs this kind")));
        }
        try {
            return handler.perform(step);
        } catch (RuntimeException | StackOverflowError e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private StepOutcome outcome(Step step, @Nullable StepOutcome outcome, @Nullable Throwable thrown) {
        if (outcome != null) {
            return outcome;
        }
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RefusedException refused) {
            return StepOutcome.refused(refused.error());
        }
        observer.broke(step, cause == null ? new IllegalStateException("a handler answered null") : cause);
        return new StepOutcome.Failed(
                StepError.runtime(
                        INTERNAL_ERROR,
                        "The executor failed while performing task " + step.task() + "; its log says why, look for "
                                + step.key()),
                Fault.REQUEST);
    }

    private void end(Attempt attempt, StepOutcome outcome) {
        if (!attempt.end()) {
            return;
        }
        Step step = attempt.step();
        Duration took = Duration.ofNanos(loop.nanoTime() - attempt.startedNanos());
        inFlight.decrementAndGet();
        leave(step);
        observer.ended(step, outcome, took);
        attempt.delivery().answer(outcome, took, () -> loop.execute(() -> settle(attempt)));
    }

    private void settle(Attempt attempt) {
        memory.finish(attempt.step().key());
        attempt.settle();
        reportQuiet();
    }

    private void leave(Step step) {
        gate.leave(step.tenant());
        queues.admit(step.tenant());
    }

    private void reportQuiet() {
        if (quiet != null && memory.atWork().isEmpty()) {
            quiet.complete(null);
        }
    }

    private Duration timeFor(Step step) {
        Instant deadline = step.deadline();
        if (deadline == null) {
            return limits.longestStep();
        }
        Duration left = Duration.between(loop.now(), deadline);
        return left.compareTo(limits.longestStep()) < 0 ? left : limits.longestStep();
    }

    private static StepOutcome late(Duration time) {
        return new StepOutcome.Failed(
                StepError.timeout("It was given up after " + time.toMillis() + " ms, when its time was up"),
                Fault.CALLEE);
    }
}
