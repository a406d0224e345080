package io.millrace.audit;

import io.millrace.audit.store.Database;
import io.millrace.audit.store.RetentionSweep;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/** Sweeps out old history once an hour. */
final class Housekeeping implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private final RetentionSweep sweep;
    private final Database database;
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private volatile @Nullable Thread thread;

    Housekeeping(RetentionSweep sweep, Database database) {
        this.sweep = sweep;
        this.database = database;
    }

    @Override
    public void start() {
        stop = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("audit-housekeeping").start(this::run);
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread running = thread;
        try {
            if (running != null && !running.join(LONGEST_STOP)) {
                LOG.warn("The sweep did not stop in {}", LONGEST_STOP);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            boolean stopped = stop.await(FIRST.toNanos(), TimeUnit.NANOSECONDS);
            while (!stopped) {
                sweep();
                stopped = stop.await(EVERY.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        if (!database.migrated()) {
            return;
        }
        try {
            long removed = sweep.sweep(Instant.now(), () -> stop.getCount() > 0);
            LOG.info("Removed {} audit records that are older than the retention", removed);
        } catch (DataAccessException e) {
            LOG.warn("The sweep of old audit records failed; it is tried again in {}", EVERY, e);
        }
    }
}
