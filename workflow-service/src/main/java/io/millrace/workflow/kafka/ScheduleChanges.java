package io.millrace.workflow.kafka;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the partitions of this instance which workflows may have another schedule than before. Said by the thread that
 * reads definitions and tenants, heard by those that run partitions.
 */
final class ScheduleChanges {
    // Two sets that are equal at the moment are not the same listener.
    private final Set<Set<String>> listening =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /**
     * Begins to collect changes for a partition.
     *
     * @return grows until it is given to {@link #forget}; the listener takes out what it has dealt with. An entry is
     *     {@code tenant/workflow}, or the tenant alone for all its workflows
     */
    Set<String> listen() {
        Set<String> changed = ConcurrentHashMap.newKeySet();
        listening.add(changed);
        return changed;
    }

    void forget(Set<String> changed) {
        listening.remove(changed);
    }

    /** A record of the topic definitions came: {@code tenant/workflow}, or more after another slash. */
    void definition(String key) {
        String[] parts = key.split("/", 3);
        if (parts.length > 1) {
            tell(parts[0] + "/" + parts[1]);
        }
    }

    void tenant(String tenant) {
        tell(tenant);
    }

    private void tell(String changed) {
        synchronized (listening) {
            listening.forEach(each -> each.add(changed));
        }
    }
}
