package io.millrace.audit.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two databases the history lives in, each fresh for a test. */
enum Databases {
    H2 {
        @Override
        Running start(Path directory) {
            StoreProperties properties = new StoreProperties(directory, audit(null, "sa", ""));
            return new Running(new Database(properties), properties, () -> {});
        }
    },
    POSTGRESQL {
        @Override
        Running start(Path directory) throws IOException {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            StoreProperties properties = new StoreProperties(
                    directory, audit(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres"));
            return new Running(new Database(properties), properties, server::close);
        }
    };

    interface Stop {
        void stop() throws IOException;
    }

    record Running(Database database, StoreProperties properties, Stop server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            database.close();
            server.stop();
        }
    }

    abstract Running start(Path directory) throws IOException;

    private static StoreProperties.Audit audit(@Nullable String url, String user, String password) {
        return new StoreProperties.Audit(url, user, password, 8, Duration.ofDays(30));
    }
}
