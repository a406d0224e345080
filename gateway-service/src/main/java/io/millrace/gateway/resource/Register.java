package io.millrace.gateway.resource;

import io.millrace.gateway.refusal.Refused;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Changes the resources of one kind. Changes of one resource wait for each other, so that a precondition holds until
 * the change is written and read back. Two gateways do not wait for each other: of two changes at the same moment the
 * later in the topic stays. The methods that change something block the calling thread.
 *
 * @param <T> the record that is written
 */
public final class Register<T> {
    private static final int STRIPES = 64;

    private final ResourceTopic<T> topic;
    private final ResourceTable<T> table;
    private final ResourceLog log;
    private final AuditTrail trail;
    private final BiPredicate<T, T> same;
    private final Lock[] locks = new Lock[STRIPES];

    /**
     * A register.
     *
     * @param table what was read of the topic
     * @param same whether two states differ in nothing that a caller set
     */
    public Register(
            ResourceTopic<T> topic, ResourceTable<T> table, ResourceLog log, AuditTrail trail, BiPredicate<T, T> same) {
        this.topic = topic;
        this.table = table;
        this.log = log;
        this.trail = trail;
        this.same = same;
        for (int i = 0; i < STRIPES; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    /**
     * What a write did.
     *
     * @param resource the resource as it is now
     */
    public record Written<T>(Versioned<T> resource, Change change) {}

    /** The resource with a key. */
    public Optional<Versioned<T>> find(String key) {
        return table.find(key);
    }

    /** The asked part of the resources whose key begins with a prefix. */
    public Page<Versioned<T>> page(String prefix, PageRequest request) {
        return table.page(prefix, request);
    }

    /** The keys that begin with a prefix, at this moment. */
    public List<String> keys(String prefix) {
        return table.keys(prefix);
    }

    /** The resources of this kind, at this moment. */
    public List<Versioned<T>> all() {
        return table.all();
    }

    /**
     * Creates or replaces a resource.
     *
     * @param precondition what must hold of the resource before
     * @param next makes the new state from the one before, or from null
     * @param act who does it and why it is recorded
     * @throws Refused as stale when the precondition does not hold, as unavailable when it cannot be written
     */
    public Written<T> put(String key, Precondition precondition, Function<@Nullable T, T> next, ManagementAct act) {
        Lock lock = lock(key);
        lock.lock();
        try {
            Versioned<T> before = table.find(key).orElse(null);
            precondition.check(before == null ? null : before.etag());
            T value = next.apply(before == null ? null : before.value());
            if (before != null && same.test(before.value(), value)) {
                return new Written<>(before, Change.UNCHANGED);
            }
            Change change = before == null ? Change.CREATED : Change.REPLACED;
            long offset = log.append(topic, act.tenant(), key, value);
            trail.append(act.record(change, topic.name(), offset));
            return new Written<>(new Versioned<>(value, offset), change);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes a resource.
     *
     * @return false when there was none
     * @throws Refused as stale when the precondition does not hold, as unavailable when it cannot be written
     */
    public boolean delete(String key, Precondition precondition, ManagementAct act) {
        Lock lock = lock(key);
        lock.lock();
        try {
            Versioned<T> before = table.find(key).orElse(null);
            precondition.check(before == null ? null : before.etag());
            if (before == null) {
                return false;
            }
            long offset = log.append(topic, act.tenant(), key, null);
            trail.append(act.record(Change.DELETED, topic.name(), offset));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private Lock lock(String key) {
        return locks[Math.floorMod(key.hashCode(), STRIPES)];
    }
}
