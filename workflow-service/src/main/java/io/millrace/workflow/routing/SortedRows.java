package io.millrace.workflow.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows in the order of their keys, bytes without sign. Somebody else keeps them. */
public interface SortedRows {
    /**
     * A row.
     *
     * @param key never empty
     * @param value may be empty
     */
    @SuppressWarnings("ArrayRecordComponent") // rows are read, never compared
    record Row(byte[] key, byte[] value) {}

    /** The value of a row; null when there is none. */
    byte @Nullable [] get(byte[] key);

    /** Writes a row. */
    void put(byte[] key, byte[] value);

    /** Removes a row; one that is not there changes nothing. */
    void delete(byte[] key);

    /**
     * Rows from one key on, in order.
     *
     * @param from first key, inclusive
     * @param to last key, exclusive
     * @param atMost rows that are wanted, from 1
     */
    List<Row> range(byte[] from, byte[] to, int atMost);
}
