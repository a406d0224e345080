package io.millrace.workflow.routing;

import io.millrace.schemas.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one partition that wait for events. An event is compared with the traits in use for its type, of which
 * there are as many as there are different {@code listen}s, however many runs wait in them; each trait leads to the
 * mark that those bear who want this very event.
 */
public final class Subscriptions {
    /** Tenants whose width is looked after, and what follows a width in a row. */
    private static final char WIDTH = 'w';
    /** What somebody waits for, by tenant and run. */
    private static final char SUBSCRIBED = 's';
    /** Those who wait, by mark. */
    private static final char WANTED = 'm';
    /** Traits in use, by type. */
    private static final char TRAIT = 't';

    private static final int PAGE = 1_000;
    private static final int MOST_TYPES_KNOWN = 10_000;
    /** A kind, and a mark. */
    private static final int MARKED = 1 + Mark.BYTES;

    private final SortedRows rows;
    private final Map<Mark, List<Trait>> traits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Mark, List<Trait>> eldest) {
            return size() > MOST_TYPES_KNOWN;
        }
    };

    /** Those who wait according to the rows. */
    public Subscriptions(SortedRows rows) {
        this.rows = rows;
    }

    /**
     * Takes a task in.
     *
     * @param interests what it waits for, not empty
     * @return whether that is news; a repeat changes nothing
     */
    public boolean add(String tenant, Waiting waiting, List<Interest> interests) {
        byte[] key = subscribed(tenant, waiting);
        byte[] value = InterestText.write(interests);
        if (Arrays.equals(rows.get(key), value)) {
            return false;
        }
        remove(tenant, waiting);
        rows.put(key, value);
        for (int i = 0; i < interests.size(); i++) {
            Interest interest = interests.get(i);
            rows.put(wanted(interest.mark(tenant), waiting, i), InterestText.write(interest.otherAttributes()));
            count(tenant, interest.trait(), 1);
        }
        return true;
    }

    /** Strikes a task off; one that is not here changes nothing. */
    public void remove(String tenant, Waiting waiting) {
        byte[] key = subscribed(tenant, waiting);
        byte[] value = rows.get(key);
        if (value == null) {
            return;
        }
        rows.delete(key);
        List<Interest> interests = InterestText.interests(value);
        for (int i = 0; i < interests.size(); i++) {
            Interest interest = interests.get(i);
            rows.delete(wanted(interest.mark(tenant), waiting, i));
            count(tenant, interest.trait(), -1);
        }
    }

    /** Traits that somebody of the event's tenant tells events of its type apart by. */
    List<Trait> traits(Sighting event) {
        List<Trait> all = new ArrayList<>(traits(event.tenant(), event.type()));
        all.addAll(traits(event.tenant(), null));
        return all;
    }

    /** Names those who want an event with a mark; each as often as it has reasons to. */
    void wanting(Mark mark, Sighting event, Consumer<Waiting> each) {
        all(Key.of(WANTED).mark(mark).bytes(), row -> {
            if (event.has(InterestText.values(row.value()))) {
                each.accept(waiting(Key.read(row.key(), MARKED)));
            }
        });
    }

    /** Hands out all that wait for events of a tenant, with what they wait for. */
    public void of(String tenant, java.util.function.BiConsumer<Waiting, List<Interest>> each) {
        all(
                Key.of(SUBSCRIBED).mark(Mark.ofTenant(tenant)).bytes(),
                row -> each.accept(waiting(Key.read(row.key(), MARKED)), InterestText.interests(row.value())));
    }

    /** How many partitions know those who wait for events of a tenant; empty when nobody noted it. */
    public Optional<Integer> width(String tenant) {
        return Optional.ofNullable(
                        rows.get(Key.of(WIDTH).mark(Mark.ofTenant(tenant)).bytes()))
                .map(value -> ByteBuffer.wrap(value).getInt());
    }

    /** Notes how many partitions know those who wait for events of a tenant. */
    public void noteWidth(String tenant, int width) {
        byte[] name = tenant.getBytes(StandardCharsets.UTF_8);
        rows.put(
                Key.of(WIDTH).mark(Mark.ofTenant(tenant)).bytes(),
                ByteBuffer.allocate(Integer.BYTES + name.length)
                        .putInt(width)
                        .put(name)
                        .array());
    }

    /** Hands out every tenant whose width was noted. */
    public void widths(java.util.function.ObjIntConsumer<String> each) {
        all(Key.of(WIDTH).bytes(), row -> {
            ByteBuffer value = ByteBuffer.wrap(row.value());
            int width = value.getInt();
            each.accept(StandardCharsets.UTF_8.decode(value).toString(), width);
        });
    }

    private List<Trait> traits(String tenant, @Nullable String type) {
        return traits.computeIfAbsent(Mark.ofType(tenant, type), mark -> {
            List<Trait> found = new ArrayList<>();
            all(Key.of(TRAIT).mark(mark).bytes(), row -> {
                String texts =
                        new String(row.value(), Long.BYTES, row.value().length - Long.BYTES, StandardCharsets.UTF_8);
                found.add(Trait.of(type, InterestText.texts(texts)));
            });
            return found;
        });
    }

    private void count(String tenant, Trait trait, int more) {
        Mark type = Mark.ofType(tenant, trait.type());
        byte[] key = Key.of(TRAIT).mark(type).mark(Mark.ofTrait(trait)).bytes();
        byte[] value = rows.get(key);
        long before = value == null ? 0 : ByteBuffer.wrap(value).getLong();
        long after = before + more;
        if (after > 0) {
            byte[] texts = InterestText.write(trait);
            rows.put(
                    key,
                    ByteBuffer.allocate(Long.BYTES + texts.length)
                            .putLong(after)
                            .put(texts)
                            .array());
        } else {
            rows.delete(key);
        }
        if (before == 0 || after == 0) {
            traits.remove(type);
        }
    }

    private void all(byte[] prefix, Consumer<SortedRows.Row> each) {
        byte[] end = Key.after(prefix);
        byte[] from = prefix;
        while (true) {
            List<SortedRows.Row> page = rows.range(from, end, PAGE);
            page.forEach(each);
            if (page.size() < PAGE) {
                return;
            }
            byte[] last = page.getLast().key();
            from = Arrays.copyOf(last, last.length + 1);
        }
    }

    private static byte[] subscribed(String tenant, Waiting waiting) {
        return Key.of(SUBSCRIBED)
                .mark(Mark.ofTenant(tenant))
                .run(waiting.run())
                .number(waiting.position())
                .bytes();
    }

    private static byte[] wanted(Mark mark, Waiting waiting, int index) {
        return Key.of(WANTED)
                .mark(mark)
                .run(waiting.run())
                .number(waiting.position())
                .number(index)
                .bytes();
    }

    private static Waiting waiting(ByteBuffer key) {
        return new Waiting(new RunId(key.getLong(), key.getLong()), key.getInt());
    }
}
