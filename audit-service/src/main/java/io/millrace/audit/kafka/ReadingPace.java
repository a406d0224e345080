package io.millrace.audit.kafka;

import java.time.Duration;

/**
 * How a reader trades promptness for few, large batches.
 *
 * @param fetchMinBytes the broker answers when it has so many bytes …
 * @param fetchMaxWait … or after so long
 * @param mostRecords records of a batch at most
 * @param between at least so long from one small batch to the next
 */
public record ReadingPace(int fetchMinBytes, Duration fetchMaxWait, int mostRecords, Duration between) {
    /** For people who wait for what they have just done: the first record at once, then at most 20 batches a second. */
    public static final ReadingPace PROMPT = new ReadingPace(1, Duration.ofMillis(500), 5_000, Duration.ofMillis(50));
    /** For a table that is committed once a minute. */
    public static final ReadingPace RELAXED =
            new ReadingPace(1 << 20, Duration.ofMillis(500), 5_000, Duration.ofMillis(200));
}
