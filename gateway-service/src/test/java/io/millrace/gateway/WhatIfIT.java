package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.RunInput;
import io.millrace.records.StartCause;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import io.millrace.schemas.WireFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Recorded runs compared with a draft, with the services behind the gateway played by doubles. */
@ExtendWith(SharedSurroundings.class)
class WhatIfIT {
    private static final String RUN = new RunId(1, 2).toString();
    private static final String RUNNING = new RunId(1, 3).toString();
    private static final String GONE = new RunId(1, 4).toString();

    private final Surroundings surroundings;
    private String tenant = "";
    private String workflow = "";

    WhatIfIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void recordRuns() {
        tenant = surroundings.tenant();
        workflow = surroundings.workflow(tenant);
        String runs = "/v1/tenants/" + tenant + "/runs";
        surroundings.audit.answer(runs + "?", """
                {"items": [{"id": "%s", "endedAt": "2026-01-01T00:00:01Z"}, {"id": "%s", "endedAt": null},
                           {"id": "%s", "endedAt": "2026-01-01T00:00:01Z"}], "next": "more"}""".formatted(RUN, RUNNING, GONE).getBytes(StandardCharsets.UTF_8));
        surroundings.audit.answer(runs + "/" + RUN + "/records", records());
        surroundings.audit.answer(runs + "/" + GONE + "/records", new byte[0]);
    }

    private byte[] records() {
        StartRun start = StartRun.newBuilder()
                .setNamespace("test")
                .setWorkflow(workflow)
                .setVersion("1.0.0")
                .setDefinitionHash("0".repeat(64))
                .setInput("{}")
                .setActor("key")
                .setCause(new StartCause("api", "1"))
                .build();
        AuditRecord audit = AuditRecord.newBuilder()
                .setId("run-inputs/0/1")
                .setTenant(tenant)
                .setKind("run.input")
                .setTime(Instant.EPOCH)
                .setActor("key")
                .setOutcome(Outcome.ACCEPTED)
                .setRunId(RUN)
                .setStatus("completed")
                .setInput(new RunInput(tenant, RUN, start))
                .setEvents(List.of())
                .build();
        byte[] bytes = WireFormat.builtin().newSerializer().serialize(TOPICS.audit(), audit);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private WebTestClient.RequestBodySpec whatIf(String query) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/" + tenant + "/workflows/" + workflow + "/what-if" + query)
                .contentType(MediaType.APPLICATION_JSON);
    }

    private String draft(String more) {
        return definition(workflow, "2.0.0", more);
    }

    @Test
    void shouldReportRunByRunAndInSum() {
        // When
        JsonNode report = json(whatIf("?limit=3&from=2026-01-01T00:00:00Z")
                .bodyValue(draft(", \"whatIf\": \"different\""))
                .exchange());

        // Then
        assertThat(report).isEqualTo(json("""
                {"runs": [
                   {"id": "%s", "result": "different", "reason": "0 definitions",
                    "task": {"name": "choose", "pointer": "/do/0/choose"}, "was": {"inputs": 1},
                    "now": {"status": "completed"},
                    "cost": {"before": {"tasks": 3, "steps": 2, "stepMillis": 10},
                             "after": {"tasks": 4, "steps": 1, "stepMillis": 5}}},
                   {"id": "%s", "result": "failed", "reason": "The records of the run are not kept any more."}],
                 "summary": {"same": 0, "different": 1, "needsResult": 0, "tooLarge": 0, "failed": 1, "notEnded": 1,
                             "costDifference": {"tasks": 1, "steps": -1, "stepMillis": -5}},
                 "next": "more"}""".formatted(RUN, GONE).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldTellRunsAsTheyAreComparedWhenTheCallerTakesAStream() {
        // When
        List<String> events = whatIf("?limit=3")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .bodyValue(draft(""))
                .exchange()
                .returnResult(String.class)
                .getResponseBody()
                .collectList()
                .block(Duration.ofSeconds(20));

        // Then
        assertThat(events).hasSize(3);
        assertThat(String.valueOf(events)).contains("\"result\":\"same\"", "\"notEnded\":1");
    }

    @Test
    void shouldRefuseADraftThatIsNotValidWithAllItsProblems() {
        // When
        WebTestClient.ResponseSpec answer =
                whatIf("").bodyValue(draft(", \"problems\": 3")).exchange();

        // Then
        answer.expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
    }

    @Test
    void shouldRefuseLimitsAndTimesThatAreNone() {
        for (String query : List.of("?limit=1001", "?limit=0", "?limit=many", "?from=yesterday", "?wait=soon")) {
            // When
            WebTestClient.ResponseSpec answer =
                    whatIf(query).bodyValue(draft("")).exchange();

            // Then
            answer.expectStatus().isBadRequest();
        }
    }

    @Test
    void shouldLetNobodyBelowEditorCompare() {
        // Given
        String key = surroundings.key(tenant, "operator");

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .with(key)
                .post()
                .uri("/v1/tenants/" + tenant + "/workflows/" + workflow + "/what-if")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(draft(""))
                .exchange();

        // Then
        answer.expectStatus().isForbidden();
    }

    @Test
    void shouldKnowNoRunsOfAWorkflowThatWasNeverPublished() {
        // When
        WebTestClient.ResponseSpec answer = surroundings
                .platform()
                .post()
                .uri("/v1/tenants/" + tenant + "/workflows/unheard-of/what-if")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(definition("unheard-of", "1.0.0", ""))
                .exchange();

        // Then
        answer.expectStatus().isNotFound();
    }

    @Test
    void shouldWriteDownWhoCompared() {
        // When
        whatIf("?limit=3").bodyValue(draft("")).exchange().expectStatus().isOk();

        // Then
        assertThat(surroundings.<AuditRecord>read(TOPICS.audit(), tenant))
                .filteredOn(read -> read.value().getKind().equals("workflow.compared"))
                .singleElement()
                .satisfies(read -> assertThat(read.value().getDetail()).contains(workflow));
    }
}
