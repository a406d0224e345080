package io.millrace.audit.lake;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the lake is and how often it is committed.
 *
 * @param dataDirectory setting millrace.data-directory: below it the lake is kept unless it has a directory of its own
 * @param audit settings below millrace.audit
 */
@ConfigurationProperties("millrace")
public record LakeProperties(
        @DefaultValue("data") Path dataDirectory,
        @DefaultValue Audit audit) {
    private static final Duration SHORTEST_FLUSH = Duration.ofSeconds(1);
    private static final Duration LONGEST_FLUSH = Duration.ofHours(1);

    /**
     * Settings below millrace.audit.
     *
     * @param lakeDirectory where the tables are; lake in the data directory when it is not set
     * @param lakeFlush at most so long a record waits for its commit, 1 s to 1 h
     * @param lakeFlushRecords at most so many records wait for a commit, from 1
     */
    public record Audit(
            @Nullable Path lakeDirectory,
            @DefaultValue("60s") Duration lakeFlush,
            @DefaultValue("500000") int lakeFlushRecords) {

        /** Checks the values. */
        public Audit {
            if (lakeFlush.compareTo(SHORTEST_FLUSH) < 0 || lakeFlush.compareTo(LONGEST_FLUSH) > 0) {
                throw new IllegalArgumentException("millrace.audit.lake-flush is " + lakeFlush + " but must be between "
                        + SHORTEST_FLUSH + " and " + LONGEST_FLUSH);
            }
            if (lakeFlushRecords < 1) {
                throw new IllegalArgumentException(
                        "millrace.audit.lake-flush-records is " + lakeFlushRecords + " but must be at least 1");
            }
        }
    }

    /** The directory of the lake, absolute. */
    public Path directory() {
        Path directory = audit.lakeDirectory() == null ? dataDirectory.resolve("lake") : audit.lakeDirectory();
        return directory.toAbsolutePath().normalize();
    }
}
