package io.millrace.audit.http;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.json;
import static io.millrace.audit.RunningAudit.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How many runs there were, and what became of them. */
class StatisticsIT {
    private static final String T = "/v1/tenants/" + TENANT;
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static RunningAudit audit;

    @BeforeAll
    static void writeSomeRuns() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
        AuditLog log = audit.log();
        log.completedRun(1, 3);
        RunId faulted = log.newRun(2);
        log.append(log.started(faulted).build());
        log.append(log.faulted(faulted).build());
        log.append(log.started(log.newRun(3)).build());
        audit.publishAndAwait();
    }

    @AfterAll
    static void stop() {
        audit.close();
        broker.close();
    }

    @Test
    void shouldCountRuns() {
        // When
        JsonNode statistics = audit.get(T + "/runs/statistics?from=" + AuditLog.START + "&to="
                + AuditLog.START.plus(Duration.ofHours(2)) + "&step=PT30M&workflow=orders");

        // Then
        assertThat(statistics).isEqualTo(JSON.readTree("""
                {"from": "%s", "to": "%s", "step": "PT30M", "items": [
                  {"workflow": "orders", "at": "%s", "started": 3, "completed": 1, "faulted": 1, "cancelled": 0,
                   "open": 1}]}""".formatted(
                        AuditLog.START, AuditLog.START.plus(Duration.ofHours(2)), AuditLog.START)));
    }

    @ParameterizedTest
    @CsvSource({
        "step=PT30S, 422, whole minutes",
        "from=2026-11-20T10:00:00Z&to=2026-11-19T10:00:00Z, 422, before to",
        "from=2020-01-01T00:00:00Z, 422, 200 steps",
        "step=PT999999999999999H, 422, whole minutes",
        "step=often, 400, step is",
        "from=yesterday, 400, from is",
    })
    void shouldSayWhyItCannotCount(String query, int status, String reason) {
        // When
        HttpResponse<String> answer = audit.send(audit.request("GET", T + "/runs/statistics?" + query, viewer(TENANT)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("detail").asString()).contains(reason);
    }

    @Test
    void shouldCountTheLastDayUnlessAskedOtherwise() {
        // When
        JsonNode statistics = audit.get(T + "/runs/statistics");

        // Then
        assertThat(statistics.path("step").asString()).isEqualTo("PT1H");
        assertThat(statistics.propertyNames()).containsExactly("from", "to", "step", "items");
    }
}
