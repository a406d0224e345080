package io.millrace.workflow.routing;

import io.millrace.schemas.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;

/**
 * Brings events and those who wait for them together, within one partition. An event goes to those who wait when it
 * comes, and for a while to those who begin to wait later. To one task events go in the order of their offsets: first,
 * all at once, those it has missed, then each as it comes. So whoever gets them recognises repeats by the offset alone.
 */
public final class Router {
    private final Subscriptions subscriptions;
    private final RecentEvents recent;

    /** A router of one partition. */
    public Router(Subscriptions subscriptions, RecentEvents recent) {
        this.subscriptions = subscriptions;
        this.recent = recent;
    }

    /**
     * An event at its place.
     *
     * @param offset in its partition of the topic events
     * @param text the same event as JSON text
     * @param time when it came, in milliseconds since 1970
     */
    public record Arrival(Sighting event, long offset, String text, long time) {}

    /**
     * Takes an event in.
     *
     * @param wants what its tenant's definitions could listen to
     * @param started runs that it starts: they do not get it a second time
     * @param each takes those who wait for it, each once
     * @return how many events had to go to make room for it
     */
    public int arrived(Arrival arrival, Wants wants, Collection<RunId> started, Consumer<Waiting> each) {
        Sighting event = arrival.event();
        Set<Mark> marks = new LinkedHashSet<>();
        List<Trait> traits = subscriptions.traits(event);
        traits.forEach(trait -> event.mark(trait).ifPresent(marks::add));
        Set<Waiting> waiting = new LinkedHashSet<>();
        marks.forEach(mark -> subscriptions.wanting(mark, event, waiting::add));
        waiting.forEach(each);
        List<Want> matching = wants.of(event);
        if (matching.isEmpty()) {
            return 0;
        }
        long keep = 0;
        for (Want want : matching) {
            Optional<Mark> mark = event.mark(want.trait());
            if (mark.isPresent()) {
                marks.add(mark.get());
                keep = Math.max(keep, want.keep().toMillis());
            }
        }
        if (keep == 0) {
            return 0;
        }
        int dropped = recent.keep(event.tenant(), arrival.offset(), arrival.text(), marks, arrival.time() + keep);
        started.forEach(run -> recent.taken(event.tenant(), arrival.offset(), run));
        return dropped;
    }

    /**
     * Takes somebody in who waits.
     *
     * @param interests what for, not empty
     * @param since when it began, in milliseconds since 1970
     * @param missed takes the events it has missed, as JSON text with their offsets, in their order; none for a repeat,
     *     because they went out before the first one was committed
     */
    public void subscribed(
            String tenant, Waiting waiting, List<Interest> interests, long since, ObjLongConsumer<String> missed) {
        if (subscriptions.add(tenant, waiting, interests)) {
            recent.missed(tenant, waiting.run(), new ArrayList<>(interests), since, missed);
        }
    }

    /** Strikes somebody off who waits no longer. */
    public void unsubscribed(String tenant, Waiting waiting) {
        subscriptions.remove(tenant, waiting);
    }

    /** Notes that a run took an event: none of its tasks that begin to wait later gets it. */
    public void taken(String tenant, long offset, RunId run) {
        recent.taken(tenant, offset, run);
    }
}
