package io.millrace.audit.lake;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.Snapshot;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The positions in a snapshot's summary: up to where each partition of the audit topic is in the table. */
final class Offsets {
    /** Key of the summary: a JSON object with the offset wanted next by partition. */
    static final String KEY = "millrace.offsets";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<HashMap<Integer, Long>> OFFSETS = new TypeReference<>() {};

    private Offsets() {}

    /**
     * The positions of the newest snapshot that has any: maintenance by others, such as rewriting small files, makes
     * snapshots without.
     *
     * @param ancestors snapshots from the current one back
     */
    static Map<Integer, Long> of(Iterable<Snapshot> ancestors) {
        for (Snapshot snapshot : ancestors) {
            String offsets = snapshot.summary().get(KEY);
            if (offsets != null) {
                return JSON.readValue(offsets, OFFSETS);
            }
        }
        return new HashMap<>();
    }

    static String text(Map<Integer, Long> offsets) {
        return JSON.writeValueAsString(new TreeMap<>(offsets));
    }
}
