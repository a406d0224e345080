package io.millrace.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Puts load on a target: closed loop, which keeps a fixed number of pieces in flight and finds the throughput, or open
 * loop, which starts pieces on a schedule whatever the target does and finds the latency from the moment at which each
 * piece should have started, so that a stall is not hidden by the pieces it kept from starting.
 */
final class Load {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(10);
    private static final int DIGITS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Target target;

    Load(Target target) {
        this.target = target;
    }

    /**
     * What a stretch of load came to.
     *
     * @param done pieces that ended well within the stretch
     * @param failed pieces that ended otherwise
     * @param seconds length of the stretch
     * @param micros how long the pieces took, in microseconds
     */
    record Outcome(long done, long failed, double seconds, Histogram micros) {
        /** Pieces that ended well in a second. */
        double perSecond() {
            return done / seconds;
        }

        /** How long the given share of the pieces took at most, in milliseconds. */
        double millisAt(double percentile) {
            return micros.getValueAtPercentile(percentile) / 1_000.0;
        }
    }

    /**
     * Keeps pieces in flight for a time, then waits for those that are still in flight.
     *
     * @param window how many are in flight, at least 1
     * @throws IllegalStateException when the last pieces do not end within a minute
     */
    Outcome closed(int window, Duration length) throws InterruptedException {
        Semaphore free = new Semaphore(window);
        LongAdder well = new LongAdder();
        LongAdder badly = new LongAdder();
        Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        long began = System.nanoTime();
        long end = began + length.toNanos();
        while (System.nanoTime() < end) {
            if (!free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                break;
            }
            long started = System.nanoTime();
            target.start(ok -> {
                long now = System.nanoTime();
                if (now <= end) {
                    (ok ? well : badly).increment();
                    record(micros, now - started);
                }
                free.release();
            });
        }
        awaitAll(free, window);
        return new Outcome(well.sum(), badly.sum(), length.toNanos() / 1e9, micros);
    }

    /**
     * Starts pieces at a fixed rate for a time, then waits for those that are still in flight.
     *
     * @param perSecond starts in a second
     * @throws IllegalStateException when the last pieces do not end within a minute
     */
    Outcome open(int perSecond, Duration length) throws InterruptedException {
        int count = (int) (perSecond * length.toSeconds());
        Semaphore ended = new Semaphore(0);
        LongAdder well = new LongAdder();
        LongAdder badly = new LongAdder();
        Histogram micros = new ConcurrentHistogram(LONGEST_MICROS, DIGITS);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long intended = began + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            sleepUntil(intended);
            target.start(ok -> {
                (ok ? well : badly).increment();
                record(micros, System.nanoTime() - intended);
                ended.release();
            });
        }
        awaitAll(ended, count);
        return new Outcome(well.sum(), badly.sum(), (System.nanoTime() - began) / 1e9, micros);
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        while (nanos > System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(nanos - System.nanoTime());
        }
    }

    private static void awaitAll(Semaphore semaphore, int count) throws InterruptedException {
        if (!semaphore.tryAcquire(count, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(count - semaphore.availablePermits() + " of " + count
                    + " pieces of work did not end within " + PATIENCE.toSeconds() + " s");
        }
    }

    private static void record(Histogram micros, long nanos) {
        micros.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1_000)));
    }
}
