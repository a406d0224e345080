package io.millrace.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WhatIfReportTest {

    private final WhatIfReport report = new WhatIfReport();

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }

    private void end(int same, int different, int steps, String next) throws JsonProcessingException {
        report.end(json("""
                {"summary": {"same": %d, "different": %d, "needsResult": 0, "tooLarge": 0, "failed": 0, "notEnded": 1,
                             "costDifference": {"tasks": 0, "steps": %d, "stepMillis": -30}}, "next": %s}""".formatted(same, different, steps, next)));
    }

    @Test
    void shouldShowForEachRunWhatItsFirstOtherTaskDid() throws JsonProcessingException {
        // Given
        report.add(json("""
                {"id": "r1", "result": "different", "reason": "way",
                 "task": {"name": "choose", "pointer": "/do/0/choose"},
                 "was": {"way": "review"}, "now": {"way": "ship"},
                 "cost": {"before": {"steps": 2}, "after": {"steps": 1}}}"""));
        report.add(json("{\"id\": \"r2\", \"result\": \"same\"}"));
        end(1, 1, -1, "null");

        // When
        String text = report.text();

        // Then
        assertThat(text).isEqualTo("""
                RUN  RESULT     FIRST TASK             WHY  WAS               WOULD BE        STEPS
                r1   different  choose (/do/0/choose)  way  {"way":"review"}  {"way":"ship"}  -1
                r2   same       -                      -    -                 -               -

                Of 3 runs: 1 the same, 1 different, 0 would need a result that was never recorded, 0 too large, \
                0 not comparable, 1 still at work.
                The draft would cost 0 tasks, -1 step and -30 ms of step time.
                """);
    }

    @Test
    void shouldAddUpTheParts() throws JsonProcessingException {
        // Given
        report.add(json("{\"id\": \"r1\", \"result\": \"same\"}"));
        end(1, 0, 3, "\"further\"");
        report.add(json("{\"id\": \"r2\", \"result\": \"different\"}"));

        // When
        end(0, 1, 4, "null");

        // Then
        assertThat(report.json().path("summary").toString()).isEqualTo(json("""
                        {"same": 1, "different": 1, "needsResult": 0, "tooLarge": 0, "failed": 0, "notEnded": 2,
                         "costDifference": {"tasks": 0, "steps": 7, "stepMillis": -60}}""").toString());
        assertThat(report.next()).isNull();
        assertThat(report.looked()).isEqualTo(4);
    }
}
