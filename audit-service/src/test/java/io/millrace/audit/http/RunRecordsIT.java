package io.millrace.audit.http;

import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.viewer;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway is given to have a run played once more. */
class RunRecordsIT {
    private static final String T = "/v1/tenants/" + TENANT;

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static RunningAudit audit;
    private static RunId faulted;

    @BeforeAll
    static void writeARun() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
        AuditLog log = audit.log();
        faulted = log.newRun(2);
        log.append(log.started(faulted).build());
        log.append(log.faulted(faulted).build());
        audit.publishAndAwait();
    }

    @AfterAll
    static void stop() {
        audit.close();
        broker.close();
    }

    @Test
    void shouldGiveTheRecordsOfARunAsTheyStandInTheLog() {
        // When
        HttpResponse<String> answer =
                audit.send(audit.request("GET", T + "/runs/" + faulted + "/records", viewer(TENANT)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.body()).contains("Shop is closed", faulted.toString());
    }

    @Test
    void shouldGiveNoRecordsToOtherTenants() {
        // When
        HttpResponse<String> own =
                audit.send(audit.request("GET", "/v1/tenants/other/runs/" + faulted + "/records", viewer("other")));
        HttpResponse<String> foreign =
                audit.send(audit.request("GET", T + "/runs/" + faulted + "/records", viewer("other")));

        // Then
        assertThat(own.statusCode()).isEqualTo(404);
        assertThat(foreign.statusCode()).isEqualTo(404);
    }
}
