package io.millrace.bench;

import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.TimerFired;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * Has the engine take up runs that wait, and counts what the audit says of them. Not faster than the engine takes them
 * up: what waits in the log would be measured otherwise.
 */
final class WaitingRuns {
    /** Starts that the engine may have before it at most. */
    private static final int AHEAD = 20_000;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Semaphore free = new Semaphore(AHEAD);
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final Lateness lateness = new Lateness();

    /** Looks at one record of the audit. */
    void take(AuditRecord audit) {
        if (audit.getInput() == null) {
            return;
        }
        boolean accepted = audit.getOutcome() == Outcome.ACCEPTED;
        if (audit.getInput().getPayload() instanceof TimerFired fired) {
            if (accepted) {
                ended.increment();
                lateness.of(fired.getDueAt());
            } else {
                repeated.increment();
            }
        } else if (accepted) {
            begun.increment();
            free.release();
        }
    }

    /**
     * Starts runs and waits until the engine has taken up all of them.
     *
     * @param count how many
     * @param input of each run by its number from 0, made when its time has come
     * @throws IOException when the engine takes up none for two minutes
     */
    void start(StartLog log, int count, IntFunction<String> input, Laboratory laboratory)
            throws IOException, InterruptedException {
        long told = begun.sum();
        for (int i = 0; i < count; i++) {
            if (!free.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("The engine took up " + begun + " of " + count + " runs and then no more");
            }
            Instant now = Instant.now();
            log.append(log.newRun(now), now, input.apply(i), null, (_, failure) -> {
                if (failure != null) {
                    laboratory.note("a start was not appended: " + failure);
                }
            });
            if (i - told >= 100_000) {
                told = i;
                laboratory.note("%,d of %,d runs started".formatted(i, count));
            }
        }
        if (!free.tryAcquire(AHEAD, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IOException("The engine took up " + begun + " of " + count + " runs and then no more");
        }
        free.release(AHEAD);
    }

    /** Waits until so many runs have gone on by their timer, or none has for two minutes. */
    void awaitEnds(int count) throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (ended.sum() < count && System.nanoTime() - since < PATIENCE.toNanos()) {
            if (ended.sum() != last) {
                last = ended.sum();
                since = System.nanoTime();
            }
            Thread.sleep(100);
        }
    }

    /** Runs that went on by their timer. */
    long ended() {
        return ended.sum();
    }

    /** Timers that fired once more; the engine refused them. */
    long repeated() {
        return repeated.sum();
    }

    /** How late the runs went on: when what followed was committed and read. */
    Lateness lateness() {
        return lateness;
    }
}
