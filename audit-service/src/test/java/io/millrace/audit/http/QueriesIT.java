package io.millrace.audit.http;

import static io.millrace.audit.AuditLog.PAYLOAD;
import static io.millrace.audit.AuditLog.TENANT;
import static io.millrace.audit.RunningAudit.json;
import static io.millrace.audit.RunningAudit.platformAdmin;
import static io.millrace.audit.RunningAudit.viewer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.audit.AuditLog;
import io.millrace.audit.RunningAudit;
import io.millrace.records.AuditRecord;
import io.millrace.records.Outcome;
import io.millrace.records.Rejection;
import io.millrace.schemas.InternalIdentity;
import io.millrace.schemas.RunId;
import io.millrace.schemas.TestBroker;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QueriesIT {
    private static final String T = "/v1/tenants/" + TENANT;

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static RunningAudit audit;
    private static RunId completed;
    private static RunId faulted;
    private static RunId running;

    @BeforeAll
    static void writeSomeRuns() {
        broker = TestBroker.start();
        audit = new RunningAudit(broker, directory, Map.of());
        AuditLog log = audit.log();
        completed = log.completedRun(1, 3);
        faulted = log.newRun(2);
        log.append(log.started(faulted).build());
        log.append(log.faulted(faulted).build());
        log.append(log.act("workflow.published", "act-1").setActor("key-2").build());
        running = log.newRun(3);
        log.append(log.started(running).build());
        audit.publishAndAwait();
    }

    @AfterAll
    static void stop() {
        audit.close();
        broker.close();
    }

    @Test
    void shouldReadARunThatCompleted() {
        // When
        JsonNode run = audit.get(T + "/runs/" + completed);

        // Then
        assertThat(run.propertyNames())
                .containsExactly(
                        "id",
                        "workflow",
                        "version",
                        "status",
                        "input",
                        "output",
                        "error",
                        "startedAt",
                        "endedAt",
                        "usage");
        assertThat(run.path("id").asString()).isEqualTo(completed.toString());
        assertThat(run.path("workflow").asString()).isEqualTo("orders");
        assertThat(run.path("version").asString()).isEqualTo("1.0.0");
        assertThat(run.path("status").asString()).isEqualTo("completed");
        assertThat(run.path("input")).isEqualTo(parsed(PAYLOAD));
        assertThat(run.path("output")).isEqualTo(parsed(PAYLOAD));
        assertThat(run.path("error").isNull()).isTrue();
        assertThat(Instant.parse(run.path("endedAt").asString()))
                .isAfter(Instant.parse(run.path("startedAt").asString()));
        assertThat(run.path("usage")).isEqualTo(parsed("""
                {"inputs": 4, "tasks": 3, "steps": 3, "stepMillis": 9}"""));
    }

    @Test
    void shouldReadWhyARunFaulted() {
        // When
        JsonNode run = audit.get(T + "/runs/" + faulted);

        // Then
        assertThat(run.path("status").asString()).isEqualTo("faulted");
        assertThat(run.path("error").path("detail").asString()).isEqualTo("Shop is closed");
        assertThat(run.path("error").path("status").asInt()).isEqualTo(503);
        assertThat(run.path("output").isNull()).isTrue();
    }

    @Test
    void shouldListRunsFromTheLatestInPages() {
        // When
        JsonNode first = audit.get(T + "/runs?limit=2");
        JsonNode second =
                audit.get(T + "/runs?limit=2&cursor=" + first.path("next").asString());

        // Then
        assertThat(ids(first)).containsExactly(running.toString(), faulted.toString());
        assertThat(ids(second)).containsExactly(completed.toString());
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void shouldFindRunsByStatusWorkflowTimeAndWords() {
        // When / Then
        assertThat(ids(audit.get(T + "/runs?status=running"))).containsExactly(running.toString());
        assertThat(ids(audit.get(T + "/runs?status=running,faulted")))
                .containsExactly(running.toString(), faulted.toString());
        assertThat(ids(audit.get(T + "/runs?workflow=orders"))).hasSize(3);
        assertThat(ids(audit.get(T + "/runs?workflow=other"))).isEmpty();
        assertThat(ids(audit.get(T + "/runs?to=" + AuditLog.START))).isEmpty();
        assertThat(ids(audit.get(T + "/runs?from=" + AuditLog.START))).hasSize(3);
        assertThat(ids(audit.get(T + "/runs?q=SHOP%20is"))).containsExactly(faulted.toString());
        assertThat(ids(audit.get(T + "/runs?q=" + completed))).containsExactly(completed.toString());
        assertThat(ids(audit.get(T + "/runs?q=%25"))).isEmpty();
    }

    @Test
    void shouldReadTheHistoryOfARunInOrder() {
        // When
        List<JsonNode> items = audit.items(T + "/runs/" + completed + "/history");

        // Then
        assertThat(items).extracting(item -> item.path("task").asString()).containsExactly("step1", "step2", "step3");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.propertyNames())
                    .containsExactly(
                            "task",
                            "pointer",
                            "iteration",
                            "position",
                            "attempt",
                            "status",
                            "startedAt",
                            "endedAt",
                            "input",
                            "output",
                            "error",
                            "detail");
            assertThat(item.path("status").asString()).isEqualTo("completed");
            assertThat(item.path("attempt").asInt()).isEqualTo(1);
            assertThat(item.path("output")).isEqualTo(parsed(PAYLOAD));
        });
        assertThat(items.getFirst().path("pointer").asString()).isEqualTo("/do/0/step1");
    }

    @Test
    void shouldTellTheGatewayWhereARunCanBeRetriedFrom() {
        // When
        JsonNode points = audit.get(T + "/runs/" + faulted + "/retry-points?task=step1");

        // Then
        assertThat(points).isEqualTo(parsed("""
                {"points": [{"pointer": "/do/0/step1", "failed": true, "input": "%s", "context": "{}"}]}""".formatted(PAYLOAD.replace("\"", "\\\""))));
    }

    @Test
    void shouldReadTheHistoryInPages() {
        // When
        JsonNode first = audit.get(T + "/runs/" + completed + "/history?limit=2");
        JsonNode second = audit.get(T + "/runs/" + completed + "/history?limit=2&cursor="
                + first.path("next").asString());

        // Then
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("items").get(0).path("task").asString()).isEqualTo("step3");
    }

    @Test
    void shouldReadAuditRecordsByKindActorAndRun() {
        // When
        JsonNode record = audit.items(T + "/audit?kind=workflow.published").getFirst();

        // Then
        assertThat(record.path("id").asString()).isEqualTo("act-1");
        assertThat(record.path("actor").asString()).isEqualTo("key-2");
        assertThat(audit.items(T + "/audit?actor=key-2")).hasSize(1);
        assertThat(audit.items(T + "/audit?run=" + faulted)).hasSize(2);
        JsonNode start = audit.items(T + "/audit?run=" + faulted).getLast();
        assertThat(start.path("input").path("payload").path("type").asString()).isEqualTo("StartRun");
        assertThat(start.path("input").path("payload").path("input")).isEqualTo(parsed(PAYLOAD));
    }

    @Test
    void shouldReadAuditRecordsFromTheLatestInPages() {
        // When
        JsonNode first = audit.get(T + "/audit?limit=5");
        JsonNode second =
                audit.get(T + "/audit?limit=5&cursor=" + first.path("next").asString());

        // Then
        List<String> times = Stream.concat(
                        first.path("items").valueStream(), second.path("items").valueStream())
                .map(item -> item.path("time").asString())
                .toList();
        assertThat(times).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        assertThat(times.stream().map(Instant::parse)).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void shouldShowNothingOfAnotherTenant() {
        // Given
        InternalIdentity other = viewer("other");

        // When / Then
        for (String path :
                List.of("/runs/" + completed, "/runs/" + completed + "/history", "/runs/" + completed + "/stream")) {
            assertThat(status(audit.send(audit.request("GET", "/v1/tenants/other" + path, other)), 404))
                    .isEqualTo("Not Found");
            assertThat(status(audit.send(audit.request("GET", T + path, other)), 404))
                    .isEqualTo("Not Found");
        }
        assertThat(json(audit.send(audit.request("GET", "/v1/tenants/other/runs", other)))
                        .path("items"))
                .isEmpty();
        assertThat(json(audit.send(audit.request("GET", "/v1/tenants/other/audit", other)))
                        .path("items"))
                .isEmpty();
        status(audit.send(audit.request("GET", T + "/audit", other)), 404);
        status(audit.send(audit.request("GET", T + "/stream", other)), 404);
    }

    @Test
    void shouldLetThePlatformReadEveryTenant() {
        // When
        JsonNode run = json(audit.send(audit.request("GET", T + "/runs/" + completed, platformAdmin())));

        // Then
        assertThat(run.path("status").asString()).isEqualTo("completed");
    }

    @Test
    void shouldRefuseWhoeverTheGatewayHasNotSignedFor() {
        // Given
        InternalIdentity me = viewer(TENANT);
        String path = T + "/runs";

        // When / Then
        status(audit.send(audit.request("GET", path, me).setHeader(InternalIdentity.HEADER, "nonsense")), 401);
        status(
                audit.send(audit.request("GET", path, me)
                        .setHeader(
                                InternalIdentity.HEADER,
                                me.sign("another-secret-of-32-characters-x", "GET", path, Instant.now()))),
                401);
        status(
                audit.send(audit.request("GET", path, me)
                        .setHeader(
                                InternalIdentity.HEADER,
                                me.sign(RunningAudit.SECRET, "GET", T + "/audit", Instant.now()))),
                401);
        status(
                audit.send(audit.request("GET", path, me)
                        .setHeader(
                                InternalIdentity.HEADER,
                                me.sign(
                                        RunningAudit.SECRET,
                                        "GET",
                                        path,
                                        Instant.now().minusSeconds(60)))),
                401);
        status(audit.send(audit.request("GET", path, new InternalIdentity(TENANT, "public", "public"))), 403);
        status(audit.send(audit.request("POST", "/internal/lake/flush", me)), 403);
    }

    @Test
    void shouldSayWhatIsWrongWithAQuery() {
        // When / Then
        for (String wrong :
                List.of("limit=0", "limit=x", "status=running,gone", "from=yesterday", "cursor=!", "cursor=MTp4")) {
            HttpResponse<String> answer = audit.send(audit.request("GET", T + "/runs?" + wrong, viewer(TENANT)));
            status(answer, 400);
            assertThat(json(answer).path("detail").asString())
                    .startsWith(wrong.substring(0, wrong.indexOf('=')) + " is ");
        }
        status(audit.send(audit.request("GET", T + "/runs/nonsense", viewer(TENANT))), 404);
        status(audit.send(audit.request("GET", "/nowhere", viewer(TENANT))), 404);
        status(audit.send(audit.request("GET", T + "/runs", viewer(TENANT)).header(SeenPosition.HEADER, "x")), 400);
    }

    @Test
    void shouldWaitForAnInputThatTheCallerHasSeenAccepted() throws Exception {
        // Given
        RunId run = audit.log().newRun(4);
        long offset = audit.log()
                .append(audit.log().started(run).setTenant("waiting").build())
                .runInput()
                .orElseThrow();
        CompletableFuture<HttpResponse<String>> asked = audit.http()
                .sendAsync(
                        audit.request("GET", "/v1/tenants/waiting/runs/" + run, viewer("waiting"))
                                .header(SeenPosition.HEADER, "4:" + offset)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        await().pollDelay(Duration.ofMillis(300)).until(() -> !asked.isDone());

        // When
        audit.publish();

        // Then
        assertThat(json(asked.get()).path("status").asString()).isEqualTo("running");
    }

    @Test
    void shouldAnswerWithWhatThereIsWhenAnInputDoesNotArriveInTime() {
        // Given
        long begun = System.nanoTime();

        // When
        HttpResponse<String> answer = audit.send(
                audit.request("GET", T + "/runs/" + completed, viewer(TENANT)).header(SeenPosition.HEADER, "1:999999"));

        // Then
        assertThat(json(answer).path("status").asString()).isEqualTo("completed");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(1_900), Duration.ofSeconds(10));
    }

    @Test
    void shouldSayThatARunIsPendingWhenItsCallerHasSeenItAcceptedAndTheEngineHasNotTakenItUp() {
        // Given
        RunId accepted = audit.log().newRun(1);

        // When
        HttpResponse<String> answer = audit.send(
                audit.request("GET", T + "/runs/" + accepted, viewer(TENANT)).header(SeenPosition.HEADER, "1:999999"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("id").asString()).isEqualTo(accepted.toString());
        assertThat(json(answer).path("status").asString()).isEqualTo("pending");
    }

    @Test
    void shouldRecordARefusedInputWithoutMovingTheRun() {
        // Given
        AuditRecord refused = audit.log()
                .stepSucceeded(completed, 3, 3)
                .setOutcome(Outcome.REJECTED)
                .setRejection(new Rejection("STALE_RESULT", "The run has ended"))
                .setEvents(List.of())
                .setUsage(null)
                .build();

        // When
        audit.publish(refused);

        // Then
        await().untilAsserted(() -> {
            JsonNode latest = audit.items(T + "/audit?run=" + completed).getFirst();
            assertThat(latest.path("rejection").path("code").asString()).isEqualTo("STALE_RESULT");
        });
        JsonNode run = audit.get(T + "/runs/" + completed);
        assertThat(run.path("output")).isEqualTo(parsed(PAYLOAD));
        assertThat(audit.items(T + "/runs/" + completed + "/history")).hasSize(3);
    }

    private static String status(HttpResponse<String> answer, int expected) {
        assertThat(answer.statusCode()).isEqualTo(expected);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("detail").asString()).isNotBlank();
        return problem.path("title").asString();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(run -> run.path("id").asString())
                .toList();
    }

    private static JsonNode parsed(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
