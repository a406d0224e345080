package io.millrace.executor.dispatch;

import io.millrace.executor.step.StepKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the attempts at work and those that were lately done, so that a command that comes twice (the engine may
 * repeat its early outputs) is performed once. What was done longest ago is forgotten first.
 *
 * <p>Not for several threads at once.
 *
 * @param <W> what is known about an attempt at work
 */
final class RecentlyPerformed<W> {
    private final int capacity;
    private final Map<StepKey, W> atWork = new HashMap<>();
    private final Set<StepKey> done = new HashSet<>();
    private final ArrayDeque<StepKey> order = new ArrayDeque<>();

    /**
     * Remembers nothing yet.
     *
     * @param capacity number of done attempts that are remembered, from 1
     */
    RecentlyPerformed(int capacity) {
        this.capacity = capacity;
    }

    /** What is known about an attempt at work, or null when it is not at work. */
    @Nullable
    W atWork(StepKey key) {
        return atWork.get(key);
    }

    /** Whether the attempt was lately done. */
    boolean done(StepKey key) {
        return done.contains(key);
    }

    /** An attempt begins. */
    void begin(StepKey key, W work) {
        atWork.put(key, work);
    }

    /** An attempt at work is done: its result is in the log. */
    void finish(StepKey key) {
        atWork.remove(key);
        if (done.add(key)) {
            order.addLast(key);
            if (order.size() > capacity) {
                done.remove(order.removeFirst());
            }
        }
    }

    /** Everything at work. */
    Collection<W> atWork() {
        return atWork.values();
    }
}
