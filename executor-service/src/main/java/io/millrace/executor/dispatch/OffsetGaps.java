package io.millrace.executor.dispatch;

import java.util.Arrays;

/**
 * What of one partition is done, when records are done in another order than they were read. Only what has nothing
 * open before it may be committed, so one slow record keeps a gap open; the number of records behind it is bounded,
 * because all of them come again after a crash.
 *
 * <p>Not for several threads at once.
 */
public final class OffsetGaps {
    private static final int FIRST_CAPACITY = 64;

    private final int limit;
    /** A ring of the offsets read and not yet committable, ascending from {@link #head}. */
    private long[] offsets = new long[FIRST_CAPACITY];

    private boolean[] done = new boolean[FIRST_CAPACITY];
    private int head;
    private int size;
    private long next;

    /**
     * Nothing is read yet.
     *
     * @param next offset that will be read first
     * @param limit number of records behind the oldest open one from which the partition counts as full, from 1
     */
    public OffsetGaps(long next, int limit) {
        this.next = next;
        this.limit = limit;
    }

    /**
     * A record was read.
     *
     * @param offset greater than every offset read before; offsets left out (compaction, transaction markers) are done
     * @throws IllegalArgumentException when the offset is not greater
     */
    public void read(long offset) {
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " was read after " + (next - 1));
        }
        if (size == offsets.length) {
            grow();
        }
        int place = place(size);
        offsets[place] = offset;
        done[place] = false;
        size++;
        next = offset + 1;
    }

    /** A record is done; doing it twice, or doing one that was never read, changes nothing. */
    public void done(long offset) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = offsets[place(middle)];
            if (found == offset) {
                done[place(middle)] = true;
                advance();
                return;
            }
            if (found < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
    }

    /** The offset to commit: everything before it is done. */
    public long committable() {
        return size == 0 ? next : offsets[head];
    }

    /** Number of records from the oldest open one on. */
    public int span() {
        return size;
    }

    /** Whether no more should be read until the oldest open record is done. */
    public boolean full() {
        return size >= limit;
    }

    private void advance() {
        while (size > 0 && done[head]) {
            head = place(1);
            size--;
        }
    }

    private int place(int index) {
        return head + index & offsets.length - 1;
    }

    private void grow() {
        int old = offsets.length;
        long[] moreOffsets = Arrays.copyOfRange(offsets, head, head + 2 * old);
        boolean[] moreDone = Arrays.copyOfRange(done, head, head + 2 * old);
        System.arraycopy(offsets, 0, moreOffsets, old - head, head);
        System.arraycopy(done, 0, moreDone, old - head, head);
        offsets = moreOffsets;
        done = moreDone;
        head = 0;
    }
}
