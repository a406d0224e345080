package io.millrace.audit.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Up to which run input the history is known to reach, per partition of run-inputs. It only says what this instance
 * has heard of; the store is the truth.
 */
public final class Progress {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition advanced = lock.newCondition();
    private final Map<Integer, Long> inputs = new HashMap<>();

    /**
     * The history reaches up to these inputs.
     *
     * @param offsets by partition of run-inputs, the last offset that is applied
     */
    public void reached(Map<Integer, Long> offsets) {
        lock.lock();
        try {
            offsets.forEach((partition, offset) -> inputs.merge(partition, offset, Math::max));
            advanced.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The last offset of run-inputs that is known to be applied, empty when none is. */
    public OptionalLong input(int partition) {
        lock.lock();
        try {
            Long offset = inputs.get(partition);
            return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until an input is applied.
     *
     * @return false when the time was up before
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public boolean await(int partition, long offset, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long nanos = atMost.toNanos();
            while (inputs.getOrDefault(partition, -1L) < offset && nanos > 0) {
                nanos = advanced.awaitNanos(nanos);
            }
            return inputs.getOrDefault(partition, -1L) >= offset;
        } finally {
            lock.unlock();
        }
    }
}
