package io.millrace.workflow.kafka;

import io.millrace.workflow.routing.SortedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps rows in a state store. */
record StoredRows(KeyValueStore<Bytes, byte[]> store) implements SortedRows {
    @Override
    public byte @Nullable [] get(byte[] key) {
        return store.get(Bytes.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void delete(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public List<Row> range(byte[] from, byte[] to, int atMost) {
        Bytes end = Bytes.wrap(to);
        List<Row> rows = new ArrayList<>();
        // The store's ranges end with their last key.
        try (KeyValueIterator<Bytes, byte[]> found = store.range(Bytes.wrap(from), end)) {
            while (rows.size() < atMost && found.hasNext()) {
                KeyValue<Bytes, byte[]> next = found.next();
                if (!next.key.equals(end)) {
                    rows.add(new Row(next.key.get(), next.value));
                }
            }
        }
        return rows;
    }
}
