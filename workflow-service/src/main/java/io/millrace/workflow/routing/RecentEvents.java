package io.millrace.workflow.routing;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.schemas.RunId;
import io.millrace.workflow.program.Variables;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.ObjLongConsumer;

/**
 * The events of the last moments that a run of their tenant could begin to listen to, so that the order of arrival does
 * not decide an outcome. They are found by the same marks as those who wait, and leave in the order of their time
 * without the others being looked at.
 */
public final class RecentEvents {
    /** An event, by tenant and offset. */
    private static final char EVENT = 'e';
    /** Events by mark and offset. */
    private static final char MARKED = 'm';
    /** Events by the time up to which they are kept. */
    private static final char DUE = 'd';
    /** Runs that took an event, by event. */
    private static final char TAKEN = 't';
    /** How much there is of a tenant. */
    private static final char TOTAL = 'c';

    private static final int PAGE = 1_000;
    /** What an event takes in rows besides its text, about; a character counts as one byte. */
    private static final int OVERHEAD = 200;

    private final SortedRows rows;
    private final Limits limits;
    private final BinaryOperator<String> texts;
    /** Everything that was due before this time is gone. */
    private long horizon;

    /**
     * What a tenant may have in one partition.
     *
     * @param events from 1
     * @param bytes from 1
     */
    public record Limits(int events, long bytes) {}

    /**
     * The events according to the rows.
     *
     * @param texts gives the JSON text of an event for its tenant and the text that was kept, which may be a claim on it;
     *     an empty one when it is lost, and then whoever takes the event finds that out
     */
    public RecentEvents(SortedRows rows, Limits limits, BinaryOperator<String> texts) {
        this.rows = rows;
        this.limits = limits;
        this.texts = texts;
    }

    /**
     * Totals of a tenant.
     *
     * @param first no event has a smaller offset
     */
    private record Total(long events, long bytes, long first) {
        static Total of(byte[] value) {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            return new Total(buffer.getLong(), buffer.getLong(), buffer.getLong());
        }

        byte[] value() {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(events)
                    .putLong(bytes)
                    .putLong(first)
                    .array();
        }
    }

    /** A kept event: up to when, under which marks, and the CloudEvent as JSON text. */
    private record Kept(long until, List<Mark> marks, String text) {
        static Kept of(byte[] value) {
            ByteBuffer buffer = ByteBuffer.wrap(value);
            long until = buffer.getLong();
            int count = buffer.getInt();
            List<Mark> marks = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                marks.add(Mark.read(buffer));
            }
            return new Kept(until, marks, StandardCharsets.UTF_8.decode(buffer).toString());
        }

        byte[] value() {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            ByteBuffer buffer = ByteBuffer.allocate(
                            Long.BYTES + Integer.BYTES + marks.size() * Mark.BYTES + utf8.length)
                    .putLong(until)
                    .putInt(marks.size());
            marks.forEach(mark -> buffer.putLong(mark.high()).putLong(mark.low()));
            return buffer.put(utf8).array();
        }

        long bytes() {
            return OVERHEAD + (long) text.length();
        }
    }

    /**
     * Keeps an event.
     *
     * @param offset in its partition of the topic events
     * @param text the CloudEvent in its JSON format
     * @param until milliseconds since 1970
     * @return how many events had to go to make room, this one included if it is too large
     */
    int keep(String tenant, long offset, String text, Collection<Mark> marks, long until) {
        Kept kept = new Kept(until, List.copyOf(marks), text);
        if (kept.bytes() > limits.bytes()) {
            return 1;
        }
        Mark owner = Mark.ofTenant(tenant);
        rows.put(event(owner, offset), kept.value());
        rows.put(due(until, owner, offset), new byte[0]);
        kept.marks().forEach(mark -> rows.put(marked(mark, offset), new byte[0]));
        Total before = total(owner);
        Total after = new Total(before.events() + 1, before.bytes() + kept.bytes(), before.first());
        rows.put(totalKey(owner), after.value());
        return makeRoom(owner, after);
    }

    private int makeRoom(Mark owner, Total full) {
        int dropped = 0;
        Total left = full;
        while (left.events() > limits.events() || left.bytes() > limits.bytes()) {
            byte[] end = Key.after(Key.of(EVENT).mark(owner).bytes());
            List<SortedRows.Row> oldest = rows.range(event(owner, left.first()), end, 1);
            if (oldest.isEmpty()) {
                break;
            }
            long offset = offset(oldest.getFirst().key());
            remove(owner, offset, Kept.of(oldest.getFirst().value()));
            Total now = total(owner);
            left = new Total(now.events(), now.bytes(), offset + 1);
            rows.put(totalKey(owner), left.value());
            dropped++;
        }
        return dropped;
    }

    /** Notes that a run took an event, or was started by it: no task of it that begins later to wait gets it. */
    void taken(String tenant, long offset, RunId run) {
        Mark owner = Mark.ofTenant(tenant);
        if (rows.get(event(owner, offset)) != null) {
            rows.put(Key.of(TAKEN).mark(owner).number(offset).run(run).bytes(), new byte[0]);
        }
    }

    /**
     * Names the events that a run's task has missed, in the order in which they came.
     *
     * @param since when it began to wait, in milliseconds since 1970
     * @param each takes the CloudEvent as JSON text, and its offset
     */
    void missed(String tenant, RunId run, List<Interest> interests, long since, ObjLongConsumer<String> each) {
        Mark owner = Mark.ofTenant(tenant);
        NavigableMap<Long, List<Map<String, String>>> found = new TreeMap<>();
        for (Interest interest : interests) {
            byte[] prefix = Key.of(MARKED).mark(interest.mark(tenant)).bytes();
            for (SortedRows.Row row : rows.range(prefix, Key.after(prefix), limits.events() + 1)) {
                found.computeIfAbsent(offset(row.key()), _ -> new ArrayList<>()).add(interest.otherAttributes());
            }
        }
        found.forEach((offset, attributes) -> {
            byte[] value = rows.get(event(owner, offset));
            byte[] taken = Key.of(TAKEN).mark(owner).number(offset).run(run).bytes();
            if (value != null && rows.get(taken) == null) {
                Kept kept = Kept.of(value);
                if (kept.until() >= since && hasOne(tenant, kept.text(), attributes)) {
                    each.accept(kept.text(), offset);
                }
            }
        });
    }

    private boolean hasOne(String tenant, String text, List<Map<String, String>> attributes) {
        if (attributes.stream().anyMatch(Map::isEmpty)) {
            return true;
        }
        String json = texts.apply(tenant, text);
        if (json.isEmpty()) {
            return true;
        }
        JsonNode event = InterestText.event(json);
        Sighting sighting = new Sighting(tenant, event, _ -> Optional.empty(), Variables.NONE);
        return attributes.stream().anyMatch(sighting::has);
    }

    /**
     * Lets events go whose time is over.
     *
     * @param now milliseconds since 1970
     */
    public void expire(long now) {
        byte[] end = Key.of(DUE).number(now).bytes();
        while (true) {
            List<SortedRows.Row> page = rows.range(Key.of(DUE).number(horizon).bytes(), end, PAGE);
            for (SortedRows.Row row : page) {
                ByteBuffer key = Key.read(row.key(), 1);
                horizon = key.getLong();
                Mark owner = Mark.read(key);
                long offset = key.getLong();
                byte[] value = rows.get(event(owner, offset));
                if (value != null) {
                    remove(owner, offset, Kept.of(value));
                }
            }
            if (page.size() < PAGE) {
                horizon = Math.max(horizon, now);
                return;
            }
        }
    }

    private void remove(Mark owner, long offset, Kept kept) {
        rows.delete(event(owner, offset));
        rows.delete(due(kept.until(), owner, offset));
        kept.marks().forEach(mark -> rows.delete(marked(mark, offset)));
        byte[] takers = Key.of(TAKEN).mark(owner).number(offset).bytes();
        List<SortedRows.Row> page;
        do {
            page = rows.range(takers, Key.after(takers), PAGE);
            page.forEach(row -> rows.delete(row.key()));
        } while (page.size() == PAGE);
        Total before = total(owner);
        Total after = new Total(before.events() - 1, before.bytes() - kept.bytes(), before.first());
        if (after.events() > 0) {
            rows.put(totalKey(owner), after.value());
        } else {
            rows.delete(totalKey(owner));
        }
    }

    private Total total(Mark owner) {
        byte[] value = rows.get(totalKey(owner));
        return value == null ? new Total(0, 0, 0) : Total.of(value);
    }

    private static byte[] event(Mark owner, long offset) {
        return Key.of(EVENT).mark(owner).number(offset).bytes();
    }

    private static byte[] marked(Mark mark, long offset) {
        return Key.of(MARKED).mark(mark).number(offset).bytes();
    }

    private static byte[] due(long until, Mark owner, long offset) {
        return Key.of(DUE).number(until).mark(owner).number(offset).bytes();
    }

    private static byte[] totalKey(Mark owner) {
        return Key.of(TOTAL).mark(owner).bytes();
    }

    /** The offset that ends the keys of events and of their marks. */
    private static long offset(byte[] key) {
        return Key.read(key, 1 + Mark.BYTES).getLong();
    }
}
