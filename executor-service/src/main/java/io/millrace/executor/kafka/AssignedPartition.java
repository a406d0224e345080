package io.millrace.executor.kafka;

import io.millrace.executor.dispatch.OffsetGaps;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition for as long as it is assigned to this executor. Its account is kept by the dispatcher's thread; the
 * thread that polls reads what may be committed.
 */
final class AssignedPartition {
    private final TopicPartition partition;
    private final OffsetGaps gaps;
    private volatile long committable;
    private volatile boolean full;
    private volatile boolean revoked;

    /**
     * A partition that was just assigned.
     *
     * @param position offset that is read first
     * @param maxGap records behind the oldest open one from which it counts as full
     */
    AssignedPartition(TopicPartition partition, long position, int maxGap) {
        this.partition = partition;
        this.gaps = new OffsetGaps(position, maxGap);
        this.committable = position;
    }

    TopicPartition partition() {
        return partition;
    }

    /**
     * A record was read; on the dispatcher's thread.
     *
     * @return false when the partition belongs to somebody else by now, who reads the record as well
     */
    boolean read(long offset) {
        if (revoked) {
            return false;
        }
        gaps.read(offset);
        publish();
        return true;
    }

    /** A record is done; on the dispatcher's thread. */
    void done(long offset) {
        gaps.done(offset);
        publish();
    }

    /** It belongs to somebody else from now on. */
    void revoke() {
        revoked = true;
    }

    boolean revoked() {
        return revoked;
    }

    /** The offset to commit. */
    long committable() {
        return committable;
    }

    /** Whether it should not be read further now. */
    boolean full() {
        return full;
    }

    private void publish() {
        committable = gaps.committable();
        full = gaps.full();
    }
}
