package io.millrace.executor.dispatch;

import io.millrace.executor.step.Step;
import io.millrace.executor.step.StepOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One attempt at work: who delivered its command, what performs it, and whether its end was decided. */
final class Attempt {
    private final Delivery delivery;
    private final long startedNanos;
    private @Nullable List<Delivery> repeats;
    private @Nullable CompletionStage<StepOutcome> work;
    private @Nullable Runnable alarm;
    private boolean ended;

    Attempt(Delivery delivery, long startedNanos) {
        this.delivery = delivery;
        this.startedNanos = startedNanos;
    }

    Delivery delivery() {
        return delivery;
    }

    Step step() {
        return delivery.step();
    }

    long startedNanos() {
        return startedNanos;
    }

    /** The command came again while it is at work: that delivery is done together with the first one. */
    void repeatedBy(Delivery repeat) {
        if (repeats == null) {
            repeats = new ArrayList<>(1);
        }
        repeats.add(repeat);
    }

    void performedBy(CompletionStage<StepOutcome> stage) {
        work = stage;
    }

    void giveUpBy(Runnable cancelAlarm) {
        alarm = cancelAlarm;
    }

    /**
     * The end is decided.
     *
     * @return false when it was decided before
     */
    boolean end() {
        if (ended) {
            return false;
        }
        ended = true;
        if (alarm != null) {
            alarm.run();
            alarm = null;
        }
        return true;
    }

    boolean ended() {
        return ended;
    }

    /** Tells the handler that nobody waits any more. */
    void cancel() {
        if (work != null) {
            work.toCompletableFuture().cancel(true);
        }
    }

    /** Every delivery of the command is done. */
    void settle() {
        delivery.done();
        if (repeats != null) {
            repeats.forEach(Delivery::done);
        }
    }
}
