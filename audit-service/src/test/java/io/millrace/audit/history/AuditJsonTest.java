package io.millrace.audit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.audit.AuditLog;
import io.millrace.records.AuditRecord;
import io.millrace.records.CancelRun;
import io.millrace.records.RunInput;
import io.millrace.records.TimerFired;
import io.millrace.schemas.RunId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AuditJsonTest {
    private final AuditLog log = new AuditLog();
    private final RunId run = log.newRun(0);

    @Test
    void shouldWriteWhatThereIsByTheNamesOfTheSchema() {
        // Given
        AuditRecord audit = log.started(run).setDetail("{\"a\":1}").build();

        // When
        JsonNode json = parsed(AuditJson.of(audit));

        // Then
        assertThat(json.path("runId").asString()).isEqualTo(run.toString());
        assertThat(json.path("time").asString()).isEqualTo(audit.getTime().toString());
        assertThat(json.path("outcome").asString()).isEqualTo("ACCEPTED");
        assertThat(json.path("detail").path("a").asInt()).isEqualTo(1);
        assertThat(json.path("position").path("partition").asInt()).isZero();
        assertThat(json.path("events").get(0).path("input").has("order")).isTrue();
        assertThat(json.has("rejection")).isFalse();
    }

    @Test
    void shouldTellMembersOfAUnionApart() {
        // When
        JsonNode payload = parsed(AuditJson.ofPayload(new RunInput("acme", "run", new TimerFired(3, AuditLog.START))));

        // Then
        assertThat(payload).isEqualTo(parsed("""
                {"type": "TimerFired", "timer": 3, "dueAt": "2026-11-20T10:00:00Z"}"""));
    }

    @Test
    void shouldLeaveTextOfPeopleAlone() {
        // When
        JsonNode payload =
                parsed(AuditJson.ofPayload(new RunInput("acme", "run", new CancelRun("key-1", "{\"a\":1}", null))));

        // Then
        assertThat(payload.path("reason").asString()).isEqualTo("{\"a\":1}");
    }

    private static JsonNode parsed(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
