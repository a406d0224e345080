package io.millrace.audit.http;

import static io.millrace.audit.AuditLog.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.records.AuditEvent;
import io.millrace.records.AuditRecord;
import io.millrace.records.StepSucceeded;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import io.millrace.schemas.blobs.LargeValues;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LargeValuesIT {
    private static final String T = "/v1/tenants/" + TENANT;
    private static final String LARGE = "\"" + "x".repeat(600_000) + "\"";
    private static final String HUGE = "\"" + "y".repeat(3_000_000) + "\"";
    private static final String LOST = "@claim:" + "0".repeat(64) + ":300000";

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static RunningAudit audit;
    private static RunId whole;
    private static RunId lossy;

    @BeforeAll
    static void writeRunsWithLargeValues() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
        whole = run(1, LARGE, HUGE);
        lossy = run(2, LOST, "{}");
        audit.publishAndAwait();
    }

    @AfterAll
    static void stop() {
        audit.close();
        broker.close();
    }

    private static RunId run(int partition, String input, String output) {
        AuditLog log = audit.log();
        RunId run = log.newRun(partition);
        append(log.started(run).build(), event -> {
            if (event.getInput() != null) {
                event.setInput(input);
            }
        });
        append(log.stepSucceeded(run, 1, 1).build(), event -> event.setOutput(output));
        return run;
    }

    private static void append(AuditRecord record, Consumer<AuditEvent> change) {
        record.getEvents().forEach(change);
        if (record.getInput() != null && record.getInput().getPayload() instanceof StepSucceeded result) {
            result.setOutput(String.valueOf(record.getEvents().getLast().getOutput()));
        }
        audit.log().append(audit.bean(LargeValues.class).toWire(TENANT, record));
    }

    @Test
    void shouldAnswerWithTheWholeValues() {
        // When
        JsonNode run = audit.get(T + "/runs/" + whole);
        JsonNode history = audit.get(T + "/runs/" + whole + "/history");

        // Then
        assertThat(run.path("input").toString()).isEqualTo(LARGE);
        assertThat(run.path("output").toString()).isEqualTo(HUGE);
        assertThat(run.has("omitted")).isFalse();
        assertThat(history.path("items").path(0).path("input").toString()).isEqualTo(LARGE);
        assertThat(history.path("items").path(0).path("output").toString()).isEqualTo(HUGE);
    }

    @Test
    void shouldAnswerWithoutAValueThatIsLostAndSaySo() {
        // When
        JsonNode run = audit.get(T + "/runs/" + lossy);
        JsonNode list = audit.get(T + "/runs");

        // Then
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("input").isNull()).isTrue();
        assertThat(run.path("omitted").path(0).asString())
                .contains("The large value " + "0".repeat(64) + " is not in the blob store");
        assertThat(list.path("items").size()).isEqualTo(2);
    }

    @Test
    void shouldStreamValuesOfMediumSizeAndNameTheOthers() {
        // When
        HttpResponse<String> stream =
                audit.send(audit.request("GET", T + "/runs/" + whole + "/stream", RunningAudit.viewer(TENANT)));

        // Then
        assertThat(stream.body()).contains(LARGE).doesNotContain(HUGE).contains("is too large for this answer");
    }

    @Test
    void shouldLeaveTheClaimOfAHugeValueInTheRecordsThatAreListed() {
        // When
        List<JsonNode> records = audit.items(T + "/audit?run=" + whole);

        // Then
        assertThat(records.toString()).contains(LARGE).doesNotContain(HUGE).contains("@claim:");
    }
}
