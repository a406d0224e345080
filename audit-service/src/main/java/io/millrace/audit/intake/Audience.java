package io.millrace.audit.intake;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who waits for news at this moment. A reader whom nobody waits for may take its time and apply more at once, which
 * costs much less for each record.
 */
public final class Audience {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition joined = lock.newCondition();
    private int present;

    /** A place in the audience, given up by closing it. */
    public final class Seat implements AutoCloseable {
        private boolean taken = true;

        private Seat() {}

        @Override
        public void close() {
            leave(this);
        }
    }

    /** Joins: from now on somebody waits. */
    public Seat join() {
        lock.lock();
        try {
            present++;
            joined.signalAll();
            return new Seat();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until somebody waits for news.
     *
     * @return false when nobody came in time
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean await(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (present == 0 && left > 0) {
                left = joined.awaitNanos(left);
            }
            return present > 0;
        } finally {
            lock.unlock();
        }
    }

    private void leave(Seat seat) {
        lock.lock();
        try {
            if (seat.taken) {
                seat.taken = false;
                present--;
            }
        } finally {
            lock.unlock();
        }
    }
}
