package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Recorded runs of a whole installation, compared with what would come of them under a draft. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatIfFeature {
    private static final int RUNS = 50;
    private static final String WORKFLOW = Client.TENANT + "/workflows/price-order";

    @TempDir
    private static Path directory;

    private final Map<Integer, String> runsByTotal = new TreeMap<>();
    private Standalone standalone;
    private Client client;
    private Callee callee;

    @BeforeAll
    void recordRuns() {
        standalone = new Standalone(directory);
        client = new Client(standalone);
        callee = new Callee();
        MainLine.ok(client.put("/v1/tenants/default", """
                {"displayName": "Default", "shardWidth": 8, "egress": {"allow": ["127.0.0.1"]}}"""));
        MainLine.ok(client.putYaml(WORKFLOW, definition("1.0.0", 250)));
        IntStream.rangeClosed(1, RUNS)
                .forEach(i -> runsByTotal.put(
                        i * 10,
                        client.post(WORKFLOW + "/runs", "{\"total\": " + i * 10 + "}")
                                .body()
                                .path("id")
                                .asString()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get(Client.TENANT + "/runs?status=completed&limit=500")
                                .body()
                                .path("items")
                                .size()
                        == RUNS);
    }

    @AfterAll
    void stop() {
        callee.close();
        standalone.close();
    }

    private String definition(String version, int threshold) {
        return """
                document: {dsl: '1.0.3', namespace: acceptance, name: price-order, version: '%s'}
                do:
                  - score:
                      call: http
                      with: {method: post, endpoint: '%s', body: '${ . }'}
                      output: {as: '${ $input }'}
                  - pause: {wait: {milliseconds: 50}}
                  - choose:
                      switch:
                        - large: {when: .total > %d, then: review}
                        - small: {then: ship}
                  - review: {set: {way: review}, then: end}
                  - ship: {set: {way: ship}}
                """.formatted(version, callee.url(), threshold);
    }

    private Client.Answer whatIf(String draft, String query, Map<String, String> headers) {
        return client.send(
                WORKFLOW + "/what-if" + query,
                "POST",
                "application/yaml",
                draft.getBytes(StandardCharsets.UTF_8),
                headers);
    }

    private static Set<String> runs(JsonNode report, String result) {
        return StreamSupport.stream(report.path("runs").spliterator(), false)
                .filter(run -> run.path("result").asString().equals(result))
                .map(run -> run.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> runsOver(int least, int most) {
        return runsByTotal.entrySet().stream()
                .filter(run -> run.getKey() > least && run.getKey() <= most)
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldNameExactlyTheRunsThatAnotherThresholdWouldSendAnotherWay() {
        // Given
        String draft = definition("2.0.0", 400);

        // When
        Client.Answer answer = whatIf(draft, "", Map.of());

        // Then
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(runs(answer.body(), "different")).isEqualTo(runsOver(250, 400));
        assertThat(answer.body().path("summary").path("same").asInt()).isEqualTo(RUNS - 15);
        assertThat(answer.body().path("summary").path("different").asInt()).isEqualTo(15);
        assertThat(answer.body().path("runs")).allSatisfy(run -> {
            if (run.path("result").asString().equals("different")) {
                assertThat(run.path("task").path("pointer").asString()).isEqualTo("/do/2/choose");
                assertThat(run.path("was").path("way").asString()).isEqualTo("review");
                assertThat(run.path("now").path("way").asString()).isEqualTo("ship");
            }
        });
    }

    @Test
    void shouldNeedTheResultsOfACallThatNoRunMadeAndCallNobody() {
        // Given
        String review = "call: http, with: {method: post, endpoint: '" + callee.url() + "', body: {review: true}}";
        String draft = definition("2.0.0", 250).replace("set: {way: review}", review);
        int calls = callee.calls();

        // When
        Client.Answer answer = whatIf(draft, "", Map.of());

        // Then
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(runs(answer.body(), "needs-result")).isEqualTo(runsOver(250, RUNS * 10));
        assertThat(runs(answer.body(), "same")).isEqualTo(runsOver(0, 250));
        assertThat(callee.calls()).isEqualTo(calls);
    }

    @Test
    void shouldSayWhatADraftSaves() {
        // Given
        String draft = definition("2.0.0", 250).replaceAll("(?s)  - score:.*?\\n(?=  - pause)", "");

        // When
        Client.Answer answer = whatIf(draft, "?limit=10", Map.of());

        // Then
        assertThat(answer.body().path("summary").path("same").asInt())
                .as("%s", answer.body())
                .isEqualTo(10);
        assertThat(answer.body()
                        .path("summary")
                        .path("costDifference")
                        .path("steps")
                        .asInt())
                .isEqualTo(-10);
        assertThat(answer.body().path("next").isNull()).isFalse();
    }

    @Test
    void shouldTellEveryRunAsSoonAsItIsComparedWhenAsked() {
        // Given
        String draft = definition("2.0.0", 400);

        // When
        Client.Answer answer = whatIf(draft, "", Map.of("Accept", "text/event-stream"));

        // Then
        String events = new String(answer.response().body(), StandardCharsets.UTF_8);
        assertThat(events.split("event:run", -1)).hasSize(RUNS + 1);
        assertThat(events).contains("event:summary").contains("\"different\":15");
    }

    @Test
    void shouldReportEveryProblemOfTheDraft() {
        // Given
        String draft = definition("2.0.0", 400).replace("set: {way", "sett: {way");

        // When
        Client.Answer answer = whatIf(draft, "", Map.of());

        // Then
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().path("errors").size()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void shouldLeaveATraceInTheAuditAndNoNewVersion() {
        // Given
        String draft = definition("9.0.0", 400);

        // When
        MainLine.ok(whatIf(draft, "?limit=1", Map.of()));

        // Then
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(client.get(Client.TENANT + "/audit?kind=workflow.compared")
                                .body()
                                .path("items"))
                        .isNotEmpty());
        List<String> versions = StreamSupport.stream(
                        client.get(WORKFLOW + "/versions").body().path("items").spliterator(), false)
                .map(version -> version.path("version").asString())
                .toList();
        assertThat(versions).containsExactly("1.0.0");
    }
}
