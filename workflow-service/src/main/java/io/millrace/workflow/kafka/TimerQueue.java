package io.millrace.workflow.kafka;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The timers of one partition: all of them sorted in a store, the next ones also in memory, so that looking for due
 * timers touches the store only once in a while, however many there are.
 */
final class TimerQueue {
    /** How many timers are looked ahead at most. */
    static final int AHEAD = 20_000;

    private static final long HORIZON_MILLIS = 60_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final NavigableSet<Entry> near = new TreeSet<>();
    /** Every timer due before this moment that has not been handed out is in {@link #near}. */
    private long horizon;

    TimerQueue(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * A timer of a run.
     *
     * @param dueAt milliseconds since 1970
     * @param run the run
     * @param timer its number within the run
     * @param tenant owner of the run
     */
    record Entry(long dueAt, RunId run, int timer, String tenant) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int order = Long.compare(dueAt, other.dueAt);
            order = order != 0 ? order : run.compareTo(other.run);
            return order != 0 ? order : Integer.compare(timer, other.timer);
        }

        Bytes key() {
            return Bytes.wrap(ByteBuffer.allocate(28)
                    .putLong(dueAt)
                    .putLong(run.high())
                    .putLong(run.low())
                    .putInt(timer)
                    .array());
        }

        static Entry of(Bytes key, byte[] tenant) {
            ByteBuffer buffer = ByteBuffer.wrap(key.get());
            return new Entry(
                    buffer.getLong(),
                    new RunId(buffer.getLong(), buffer.getLong()),
                    buffer.getInt(),
                    new String(tenant, StandardCharsets.UTF_8));
        }
    }

    void add(Entry entry) {
        store.put(entry.key(), entry.tenant().getBytes(StandardCharsets.UTF_8));
        if (entry.dueAt() < horizon) {
            near.add(entry);
        }
    }

    void remove(Entry entry) {
        store.delete(entry.key());
        near.remove(entry);
    }

    /** Hands out every timer that is due, once; it stays in the store until it is removed. */
    void due(long now, Consumer<Entry> each) {
        while (true) {
            while (!near.isEmpty() && near.first().dueAt() <= now) {
                each.accept(near.pollFirst());
            }
            if (!near.isEmpty() || horizon > now) {
                return;
            }
            lookAhead(now);
        }
    }

    private void lookAhead(long now) {
        long until = now + HORIZON_MILLIS;
        try (KeyValueIterator<Bytes, byte[]> ahead = store.range(startingAt(horizon), startingAt(until))) {
            while (ahead.hasNext()) {
                KeyValue<Bytes, byte[]> next = ahead.next();
                Entry entry = Entry.of(next.key, next.value);
                // A look-ahead ends between two moments, never inside one, so that the horizon is exact.
                if (near.size() >= AHEAD && entry.dueAt() > near.last().dueAt()) {
                    horizon = entry.dueAt();
                    return;
                }
                near.add(entry);
            }
        }
        horizon = until;
    }

    private static Bytes startingAt(long moment) {
        return Bytes.wrap(ByteBuffer.allocate(8).putLong(moment).array());
    }
}
