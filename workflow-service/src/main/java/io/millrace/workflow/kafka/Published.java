package io.millrace.workflow.kafka;

import io.millrace.records.Definition;
import io.millrace.records.PublishedVersion;
import io.millrace.records.WorkflowHead;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What is published.
 *
 * @param heads what holds for all versions, by workflow
 * @param versions the versions of each workflow, by their number
 */
record Published(Map<String, WorkflowHead> heads, Map<String, Map<String, PublishedVersion>> versions) {

    /**
     * Reads it from the definitions.
     *
     * @param prefix the tenant, or the tenant, a slash and one workflow
     */
    static Published read(
            ReadOnlyKeyValueStore<String, byte[]> store, Deserializer<Definition> deserializer, String prefix) {
        Published published = new Published(new HashMap<>(), new HashMap<>());
        byte[] alone = store.get(prefix);
        if (alone != null) {
            published.add(deserializer.deserialize("definitions", alone));
        }
        // '0' follows '/', so this is every key that begins with the prefix and a slash.
        try (KeyValueIterator<String, byte[]> all = store.range(prefix + "/", prefix + "0")) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                published.add(deserializer.deserialize("definitions", entry.value));
            }
        }
        return published;
    }

    private void add(Definition definition) {
        if (definition.getContent() instanceof WorkflowHead head) {
            heads.put(definition.getName(), head);
        } else if (definition.getContent() instanceof PublishedVersion version) {
            versions.computeIfAbsent(definition.getName(), _ -> new HashMap<>())
                    .merge(version.getVersion(), version, Published::first);
        }
    }

    // Two gateways may have published the same number at the same time: the first one counts.
    private static PublishedVersion first(PublishedVersion one, PublishedVersion other) {
        return one.getPublishedAt().isAfter(other.getPublishedAt()) ? other : one;
    }
}
