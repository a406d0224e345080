package io.millrace.audit.store;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.json;
import static io.millrace.audit.RunningAudit.platformAdmin;
import static io.millrace.audit.RunningAudit.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.audit.RunningAudit;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseOutageIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void shouldWaitForTheDatabaseAndLoseNothing() throws Exception {
        EmbeddedPostgres database = server(0);
        int port = database.getPort();
        try (TestBroker broker = TestBroker.start();
                RunningAudit audit = new RunningAudit(
                        broker,
                        directory.resolve("audit"),
                        Map.of(
                                "millrace.audit.jdbc-url",
                                database.getJdbcUrl("postgres", "postgres"),
                                "millrace.audit.jdbc-user",
                                "postgres",
                                "millrace.audit.jdbc-password",
                                "postgres"))) {
            // Given
            RunId before = audit.log().completedRun(1, 5);
            audit.publish();
            await().untilAsserted(() -> assertThat(statusOf(audit, before)).isEqualTo("completed"));
            database.close();
            RunId during = audit.log().completedRun(1, 5);
            audit.publish();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    audit.send(audit.request("GET", "/actuator/health/readiness", platformAdmin()))
                                            .statusCode())
                            .isEqualTo(503));
            HttpResponse<String> refused =
                    audit.send(audit.request("GET", "/v1/tenants/" + TENANT + "/runs/" + before, viewer(TENANT)));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();

            // When
            database = server(port);

            // Then
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(statusOf(audit, during)).isEqualTo("completed"));
            assertThat(audit.items("/v1/tenants/" + TENANT + "/audit?limit=500"))
                    .hasSize(12);
            assertThat(json(audit.send(audit.request("POST", "/internal/lake/flush", platformAdmin())))
                            .path("records")
                            .asLong())
                    .isEqualTo(12);
        } finally {
            database.close();
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static String statusOf(RunningAudit audit, RunId run) {
        return audit.get("/v1/tenants/" + TENANT + "/runs/" + run)
                .path("status")
                .asString();
    }
}
