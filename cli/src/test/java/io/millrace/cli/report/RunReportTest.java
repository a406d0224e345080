package io.millrace.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RunReportTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    @Test
    void shouldAlignAListAndSayHowLongRunsTook() throws JsonProcessingException {
        // Given
        JsonNode runs = json("""
                {"items": [
                  {"id": "r1", "workflow": "order", "version": "1.0.0", "status": "completed",
                   "startedAt": "2026-11-20T10:00:00Z", "endedAt": "2026-11-20T10:01:01.250Z"},
                  {"id": "r22", "workflow": null, "version": null, "status": "pending",
                   "startedAt": null, "endedAt": null}], "next": null}""");

        // When
        String list = RunReport.list(runs);

        // Then
        assertThat(list).isEqualTo("""
                ID   WORKFLOW  VERSION  STATUS     STARTED               TOOK
                r1   order     1.0.0    completed  2026-11-20T10:00:00Z  61.250 s
                r22  -         -        pending    -                     -
                """);
    }

    @Test
    void shouldTellATaskWithItsAttemptAndItsError() throws JsonProcessingException {
        // Given
        JsonNode message = json("""
                {"task": "ask", "pointer": "/do/0/ask", "iteration": "2", "attempt": 3, "status": "faulted",
                 "startedAt": "2026-11-20T10:00:00Z", "endedAt": "2026-11-20T10:00:01Z",
                 "error": {"type": "urn:x", "status": 503, "title": "Away", "detail": "Nobody\\nanswers."}}""");

        // When
        String line = RunReport.task(message);

        // Then
        assertThat(line)
                .isEqualTo("2026-11-20T10:00:01Z  faulted  ask (/do/0/ask 2)  attempt 3"
                        + "  Away (503): Nobody answers. Type: urn:x");
    }

    @Test
    void shouldShowTheOutputOfARunWithItsValuesAsTheyAre() throws JsonProcessingException {
        // Given
        JsonNode run = json("""
                {"id": "r1", "workflow": "order", "version": "1.0.0", "status": "completed", "startedAt": "s",
                 "endedAt": "e", "input": null, "output": {"sum": 10}, "error": null, "usage": {"steps": 1}}""");

        // When
        String text = RunReport.one(run);

        // Then
        assertThat(text)
                .contains("status: completed\n")
                .contains("output: {\n  \"sum\" : 10\n}")
                .doesNotContain("error");
    }
}
