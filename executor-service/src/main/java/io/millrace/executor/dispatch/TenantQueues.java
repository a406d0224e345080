package io.millrace.executor.dispatch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One queue for each tenant, served in turns: deficit round robin (Shreedhar and Varghese, 1995). In every round a
 * tenant may take commands worth its weight; what it could not use for a command that costs more, it keeps for the
 * next round. So however much one tenant queues, each other tenant gets its share of every round.
 *
 * <p>A queue that is full holds the sources that fill it: they should be read no further until half of the queue is
 * served. Other sources go on. What was read already is taken even so, hence a queue holds at most its capacity and
 * one batch more.
 *
 * <p>Not for several threads at once.
 *
 * @param <S> where commands come from, a partition
 * @param <C> a command
 */
public final class TenantQueues<S, C> {
    private final int capacity;
    private final ToIntFunction<String> weights;
    private final ToIntFunction<C> costs;
    private final Map<String, Queue<S, C>> queues = new HashMap<>();
    private final ArrayDeque<Queue<S, C>> round = new ArrayDeque<>();
    private final Map<S, Integer> holds = new HashMap<>();
    private int size;

    /**
     * Empty queues.
     *
     * @param capacity commands of one tenant from which its queue counts as full, from 1
     * @param weights weight of a tenant, from 1
     * @param costs cost of a command, from 1; an ordinary one costs 1
     */
    public TenantQueues(int capacity, ToIntFunction<String> weights, ToIntFunction<C> costs) {
        this.capacity = capacity;
        this.weights = weights;
        this.costs = costs;
    }

    private static final class Queue<S, C> {
        private final String tenant;
        private final ArrayDeque<C> commands = new ArrayDeque<>();
        private final Set<S> held = new HashSet<>();
        private int deficit;
        private boolean inTurn;
        private boolean parked;

        private Queue(String tenant) {
            this.tenant = tenant;
        }
    }

    /** Puts a command at the end of its tenant's queue. */
    public void offer(String tenant, S source, C command) {
        Queue<S, C> queue = queues.get(tenant);
        if (queue == null) {
            queue = new Queue<>(tenant);
            queues.put(tenant, queue);
            round.addLast(queue);
        }
        queue.commands.addLast(command);
        size++;
        if (queue.commands.size() >= capacity && queue.held.add(source)) {
            holds.merge(source, 1, Integer::sum);
        }
    }

    /**
     * Takes the command whose turn it is.
     *
     * @param admits whether a tenant may begin a command now; when it says yes, a command of that tenant is returned,
     *     when it says no, the tenant is passed over until {@link #admit}
     * @return null when no tenant has a command that it may begin
     */
    public @Nullable C next(Predicate<String> admits) {
        while (true) {
            Queue<S, C> queue = round.peekFirst();
            if (queue == null) {
                return null;
            }
            if (!queue.inTurn) {
                queue.inTurn = true;
                queue.deficit += weights.applyAsInt(queue.tenant);
            }
            int cost = costs.applyAsInt(queue.commands.getFirst());
            if (queue.deficit < cost) {
                queue.inTurn = false;
                round.addLast(round.removeFirst());
            } else if (!admits.test(queue.tenant)) {
                queue.parked = true;
                round.removeFirst();
            } else {
                queue.deficit -= cost;
                return taken(queue);
            }
        }
    }

    /** A tenant that was passed over may begin commands again. */
    public void admit(String tenant) {
        Queue<S, C> queue = queues.get(tenant);
        if (queue != null && queue.parked) {
            queue.parked = false;
            round.addLast(queue);
        }
    }

    /** Removes the commands that fit, wherever they stand. */
    public void removeIf(Predicate<C> condition) {
        for (Iterator<Queue<S, C>> each = queues.values().iterator(); each.hasNext(); ) {
            Queue<S, C> queue = each.next();
            int before = queue.commands.size();
            queue.commands.removeIf(condition);
            size -= before - queue.commands.size();
            release(queue);
            if (queue.commands.isEmpty()) {
                round.remove(queue);
                each.remove();
            }
        }
    }

    /** The sources that should not be read further now. */
    public Set<S> held() {
        return holds.isEmpty() ? Set.of() : Set.copyOf(holds.keySet());
    }

    /** Commands of all tenants. */
    public int size() {
        return size;
    }

    /** Commands of each tenant that has any. */
    public Map<String, Integer> depths() {
        Map<String, Integer> depths = HashMap.newHashMap(queues.size());
        queues.forEach((tenant, queue) -> depths.put(tenant, queue.commands.size()));
        return depths;
    }

    private C taken(Queue<S, C> queue) {
        C command = queue.commands.removeFirst();
        size--;
        release(queue);
        if (queue.commands.isEmpty()) {
            round.removeFirst();
            queues.remove(queue.tenant);
        }
        return command;
    }

    private void release(Queue<S, C> queue) {
        if (!queue.held.isEmpty() && queue.commands.size() <= capacity / 2) {
            queue.held.forEach(source -> holds.computeIfPresent(source, (held, count) -> count > 1 ? count - 1 : null));
            queue.held.clear();
        }
    }
}
