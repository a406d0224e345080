package io.millrace.audit.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database: opened at once, reached and brought to the present schema when it is first needed. */
public final class Database implements AutoCloseable {
    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(5);
    /** What one statement may take, so that a search over everything ends. */
    private static final Duration LONGEST_QUERY = Duration.ofSeconds(20);

    /** One for the reader of the log, one for the sweep: slow queries of others never hold them up. */
    private static final int WRITERS = 2;

    private final HikariDataSource writes;
    private final HikariDataSource queries;
    private final boolean postgres;
    private final AtomicBoolean migrated = new AtomicBoolean();

    /** Prepares the connections; the database need not be up yet. */
    public Database(StoreProperties properties) {
        postgres = properties.postgres();
        writes = pool("audit-writes", properties, WRITERS);
        queries = pool("audit-queries", properties, properties.audit().jdbcConnections());
    }

    private HikariDataSource pool(String name, StoreProperties properties, int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(name);
        pool.setJdbcUrl(properties.jdbcUrl());
        pool.setUsername(properties.audit().jdbcUser());
        pool.setPassword(properties.audit().jdbcPassword());
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        pool.setInitializationFailTimeout(-1);
        if (postgres) {
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        }
        return new HikariDataSource(pool);
    }

    /**
     * Brings the schema to the present version, once.
     *
     * @throws RuntimeException when the database cannot be reached
     */
    public void migrate() {
        if (migrated.get()) {
            return;
        }
        Flyway.configure()
                .dataSource(writes)
                .locations("classpath:io/millrace/audit/store/migration")
                .table("millrace_audit_schema")
                .placeholders(Map.of("large_bytes", postgres ? "bytea" : "blob"))
                // The catalog of the lake may already have put its tables beside ours.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        migrated.set(true);
    }

    /** Whether the schema is there. */
    public boolean migrated() {
        return migrated.get();
    }

    JdbcTemplate writes() {
        return new JdbcTemplate(writes);
    }

    JdbcTemplate queries() {
        JdbcTemplate template = new JdbcTemplate(queries);
        template.setQueryTimeout((int) LONGEST_QUERY.toSeconds());
        return template;
    }

    TransactionTemplate transactions() {
        return new TransactionTemplate(new JdbcTransactionManager(writes));
    }

    @Override
    public void close() {
        queries.close();
        writes.close();
    }
}
