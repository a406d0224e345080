package io.millrace.audit.kafka;

import java.time.Duration;

/**
 * How a reader trades promptness for few, large batches.
 *
 * @param fetchMinBytes the broker answers when it has so many bytes …
 * @param fetchMaxWait … or after so long
 * @param mostRecords records of a batch at most
 * @param between so long from one batch to the next, unless the batch was full
 * @param alone so much longer while nobody waits
 */
public record ReadingPace(int fetchMinBytes, Duration fetchMaxWait, int mostRecords, Duration between, Duration alone) {
    /**
     * For people who wait for what they have just done: the first record at once, then at most 20 batches a second, or
     * two while nobody waits. A run that goes through ten inputs in that time then costs one change of its row, not ten.
     */
    public static final ReadingPace PROMPT =
            new ReadingPace(1, Duration.ofSeconds(2), 10_000, Duration.ofMillis(50), Duration.ofMillis(450));
    /** For a table that is committed once a minute. */
    public static final ReadingPace RELAXED =
            new ReadingPace(1 << 20, Duration.ofMillis(500), 5_000, Duration.ofMillis(200), Duration.ofMillis(800));
}
