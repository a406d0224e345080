package io.millrace.audit.store;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the history is kept and for how long.
 *
 * @param dataDirectory setting millrace.data-directory: where the embedded database keeps its file
 * @param audit settings below millrace.audit
 */
@ConfigurationProperties("millrace")
public record StoreProperties(
        @DefaultValue("data") Path dataDirectory,
        @DefaultValue Audit audit) {
    private static final Duration SHORTEST_RETENTION = Duration.ofMinutes(1);

    /**
     * Settings below millrace.audit.
     *
     * @param jdbcUrl jdbc:postgresql:… or jdbc:h2:…; an H2 file in the data directory when it is not set
     * @param jdbcUser name to sign in with
     * @param jdbcPassword password to sign in with
     * @param jdbcConnections most connections for queries, 1 to 100; writing has two of its own
     * @param retention how long an audit record is kept after it happened; those of a run at least until it has ended
     */
    public record Audit(
            @Nullable String jdbcUrl,
            @DefaultValue("sa") String jdbcUser,
            @DefaultValue("") String jdbcPassword,
            @DefaultValue("8") int jdbcConnections,
            @DefaultValue("30d") Duration retention) {

        /** Checks the values. */
        public Audit {
            if (jdbcUrl != null && !jdbcUrl.startsWith("jdbc:h2:") && !jdbcUrl.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException("millrace.audit.jdbc-url is '" + jdbcUrl
                        + "' but must begin with jdbc:h2: or jdbc:postgresql:");
            }
            if (jdbcConnections < 1 || jdbcConnections > 100) {
                throw new IllegalArgumentException(
                        "millrace.audit.jdbc-connections is " + jdbcConnections + " but must be between 1 and 100");
            }
            if (retention.compareTo(SHORTEST_RETENTION) < 0) {
                throw new IllegalArgumentException(
                        "millrace.audit.retention is " + retention + " but must be at least " + SHORTEST_RETENTION);
            }
        }

        @Override
        public String toString() {
            return "Audit[jdbcUrl=" + jdbcUrl + ", jdbcUser=" + jdbcUser + ", jdbcConnections=" + jdbcConnections
                    + ", retention=" + retention + "]";
        }
    }

    /** The address of the database. */
    public String jdbcUrl() {
        if (audit.jdbcUrl() != null) {
            return audit.jdbcUrl();
        }
        // A small cache, because the JVM may be shared with the broker and all other services.
        return "jdbc:h2:file:" + dataDirectory.toAbsolutePath().resolve("audit").resolve("history")
                + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=32768";
    }

    /** Whether the database is PostgreSQL; otherwise it is H2. */
    public boolean postgres() {
        return jdbcUrl().startsWith("jdbc:postgresql:");
    }
}
