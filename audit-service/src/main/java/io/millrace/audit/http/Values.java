package io.millrace.audit.http;

import io.millrace.schemas.blobs.LargeValues;

/** How much of large values an answer may hold. */
final class Values {
    /** Of one value in a stream or a list of records: whoever wants more asks for the run. */
    private static final long LARGEST_IN_PASSING = 1024 * 1024;
    /** Of all values in one list of records, or in what a stream says at once. */
    static final long LARGEST_BATCH = 4 * 1024 * 1024;

    private final LargeValues values;

    Values(LargeValues values) {
        this.values = values;
    }

    /** An answer that gives every value in full; how many there are is for the query to bound. */
    FullValues all(String tenant) {
        return new FullValues(values, tenant, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** A list that gives the values for which it has room. */
    FullValues list(String tenant) {
        return new FullValues(values, tenant, LARGEST_IN_PASSING, LARGEST_BATCH);
    }

    /** A part of a stream, which ends behind the record with which {@link #LARGEST_BATCH} is reached. */
    FullValues stream(String tenant) {
        return new FullValues(values, tenant, LARGEST_IN_PASSING, Long.MAX_VALUE);
    }
}
