package io.millrace.workflow.routing;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows that a test keeps; it counts how often they are looked through. */
final class RowsInMemory implements SortedRows {
    private final NavigableMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);
    private int read;

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        rows.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        rows.remove(key);
    }

    @Override
    public List<Row> range(byte[] from, byte[] to, int atMost) {
        List<Row> found = rows.subMap(from, true, to, false).entrySet().stream()
                .limit(atMost)
                .map(row -> new Row(row.getKey(), row.getValue()))
                .toList();
        read += found.size();
        return found;
    }

    int size() {
        return rows.size();
    }

    /** Rows handed out by ranges so far. */
    int read() {
        return read;
    }
}
