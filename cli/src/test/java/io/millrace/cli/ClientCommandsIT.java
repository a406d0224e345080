package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands send, and what they make of answers that are not the usual ones. */
class ClientCommandsIT {

    private static final String KEY = "mk_someone_verysecret";
    private static final String DEFINITION = """
            document: {dsl: '1.0.3', namespace: shop, name: order, version: '1.0.0'}
            do: []
            """;

    @TempDir
    private Path folder;

    private final StubServer server = new StubServer();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void stop() {
        server.close();
    }

    private int run(String... arguments) {
        return run(Map.of("MILLRACE_SERVER", server.url(), "MILLRACE_KEY", KEY), arguments);
    }

    private int run(Map<String, String> environment, String... arguments) {
        return MillraceApplication.run(new PrintWriter(out, true), new PrintWriter(err, true), environment, arguments);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("order.yaml"), text).toString();
    }

    private StubServer.Asked asked() {
        return server.asked().getFirst();
    }

    @Test
    void shouldPublishUnderTheNameThatTheDefinitionGivesItself() throws IOException {
        // Given
        server.tell(201, "{\"namespace\": \"shop\", \"name\": \"order\", \"version\": \"1.0.1\", \"hash\": \"h\"}");

        // When
        int code = run("apply", "-f", file(DEFINITION), "--auto-version", "--tenant", "a b");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("order 1.0.1: published.\n");
        assertThat(asked().method()).isEqualTo("PUT");
        assertThat(asked().target()).isEqualTo("/v1/tenants/a%20b/workflows/order?autoVersion=true");
        assertThat(asked().header("Content-type")).isEqualTo("application/yaml");
        assertThat(asked().header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(asked().body()).isEqualTo(DEFINITION);
    }

    @Test
    void shouldSayWithFileLineAndColumnWhatIsWrongWithADefinition() throws IOException {
        // Given
        String file = file(DEFINITION);
        server.tell(422, """
                {"title": "Unprocessable Content", "detail": "It has problems.", "status": 422,
                 "errors": [{"pointer": "/do", "line": 2, "column": 1, "detail": "must have a task"}]}""");

        // When
        int code = run("apply", "-f", file);

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("  " + file + ":2:1: /do: must have a task\n");
    }

    @Test
    void shouldRefuseADefinitionWithoutANameBeforeAskingAnybody() throws IOException {
        // Given
        String file = file("document: {dsl: '1.0.3'}");

        // When
        int code = run("apply", "-f", file);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains(file + ": The workflow has no name");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void shouldStartARunWithItsInputAndPrintItsOutput() throws IOException {
        // Given
        server.tell(200, "{\"id\": \"r1\", \"status\": \"completed\", \"output\": [1.50], \"error\": null}");
        Path input = Files.writeString(folder.resolve("input.json"), "{\"n\": 1.50}");

        // When
        int code = run("run", "order", "--input", "@" + input, "--wait", "--idempotency-key", "k");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("[ 1.50 ]\n");
        assertThat(asked().target()).isEqualTo("/v1/tenants/default/workflows/order/runs?wait=60s");
        assertThat(asked().header("Idempotency-key")).isEqualTo("k");
        assertThat(asked().body()).isEqualTo("{\"n\": 1.50}");
    }

    @Test
    void shouldEndWithOneWhenTheRunFaulted() {
        // Given
        server.tell(200, """
                {"id": "r1", "status": "faulted",
                 "error": {"type": "urn:t", "status": 500, "title": "Broken", "instance": "/do/0/a"}}""");

        // When
        int code = run("run", "order", "--wait", "1s");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err).hasToString("The run r1 faulted. Broken (500) At /do/0/a. Type: urn:t\n");
    }

    @Test
    void shouldPrintNothingButTheIdOfARunThatNobodyWaitsFor() {
        // Given
        server.tell(202, "{\"id\": \"r1\", \"status\": \"pending\"}");

        // When
        int code = run("run", "order");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("r1\n");
        assertThat(err.toString()).contains("millrace runs watch r1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": ", "{} {}", "", "@"})
    void shouldRefuseInputThatIsNotJsonBeforeAskingAnybody(String input) {
        // Given / When
        int code = run("run", "order", "--input", input);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty();
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void shouldRefuseAnIdempotencyKeyThatNoHeaderCanHold() {
        // Given / When
        int code = run("run", "order", "--idempotency-key", "a\r\nX-Other: b");

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).contains("The idempotency key must be");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void shouldTakeUpAStreamThatBrokeOffBehindItsLastMessage() {
        // Given
        server.tellAndBreakOff("event:run\nid:5\ndata:{\"id\":\"r1\",\"status\":\"running\",\"time\":\"t1\"}\n\n");
        server.tell(200, "text/event-stream", """
                event:history
                data:{"task":"a","pointer":"/do/0/a","attempt":1,"status":"completed","endedAt":"t2"}

                event:run
                id:6
                data:{"id":"r1","status":"completed","time":"t3","output":7}

                """);

        // When
        int code = run("runs", "watch", "r1");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("t1  running  run r1\nt2  completed  a (/do/0/a)\nt3  completed  run r1  7\n");
        assertThat(server.asked())
                .extracting(asked -> asked.header("Last-event-id"))
                .containsExactly("", "5");
    }

    @Test
    void shouldNotEndWithAFaultThatTheRunWentOnAfter() {
        // Given
        server.tell(200, "text/event-stream", """
                event:run
                data:{"id":"r1","status":"faulted","time":"t1","error":{"type":"urn:t","status":500,"title":"Broken"}}

                event:run
                data:{"id":"r1","status":"running","time":"t2"}

                event:run
                data:{"id":"r1","status":"completed","time":"t3"}

                """);

        // When
        int code = run("runs", "watch", "r1");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString()).contains("faulted").endsWith("t3  completed  run r1\n");
    }

    @Test
    void shouldGoOnWithAReportWhereTheServerStoppedIt() throws IOException {
        // Given
        String summary = "data:{\"summary\":{\"same\":1,\"notEnded\":0},\"next\":%s}\n\n";
        server.tell(
                200,
                "text/event-stream",
                "event:run\ndata:{\"id\":\"r1\",\"result\":\"same\"}\n\nevent:summary\n"
                        + summary.formatted("\"c 1\""));
        server.tell(
                200,
                "text/event-stream",
                "event:run\ndata:{\"id\":\"r2\",\"result\":\"same\"}\n\nevent:summary\n"
                        + summary.formatted("\"c 2\""));

        // When
        int code = run("what-if", "order", "-f", file(DEFINITION), "--limit", "2", "--no-match-arguments", "--json");

        // Then
        assertThat(code).isZero();
        assertThat(out.toString().replaceAll("\\s", ""))
                .contains("\"same\":2")
                .contains("\"id\":\"r1\"")
                .contains("\"id\":\"r2\"");
        assertThat(server.asked())
                .extracting(StubServer.Asked::target)
                .containsExactly(
                        "/v1/tenants/default/workflows/order/what-if?limit=2&matchArguments=false&wait=60s",
                        "/v1/tenants/default/workflows/order/what-if?limit=1&cursor=c%201&matchArguments=false&wait=60s");
    }

    @Test
    void shouldSayThatAReportHasNoEnd() throws IOException {
        // Given
        server.tell(200, "text/event-stream", "event:run\ndata:{\"id\":\"r1\",\"result\":\"same\"}\n\n");

        // When
        int code = run("what-if", "order", "-f", file(DEFINITION));

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("The report ends before its summary.");
    }

    @Test
    void shouldSendOneEvent() {
        // Given
        server.tell(202, "{\"accepted\": 1}");

        // When
        int code = run("events", "send", "--type", "t", "--source", "/s", "--id", "e1", "--data", "{\"a\": 1}");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("e1\n");
        assertThat(asked().header("Content-type")).isEqualTo("application/cloudevents+json");
        assertThat(asked().body())
                .isEqualTo("{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"/s\",\"type\":\"t\","
                        + "\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}}");
    }

    @Test
    void shouldSendWhyARunIsCancelled() {
        // Given
        server.tell(202, "{\"id\": \"../r1\", \"status\": \"cancelled\"}");

        // When
        int code = run("runs", "cancel", "..", "--reason", "not wanted");

        // Then
        assertThat(code).isZero();
        assertThat(asked().target()).isEqualTo("/v1/tenants/default/runs/%2E%2E/cancel");
        assertThat(asked().body()).isEqualTo("{\"reason\":\"not wanted\"}");
    }

    @Test
    void shouldFollowNoRedirection() {
        // Given
        server.tell(307, "text/plain", "elsewhere");

        // When
        int code = run("runs", "list");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("answers 307 and not as Millrace does");
    }

    @Test
    void shouldSayThatSomethingElseAnswers() {
        // Given
        server.tell(200, "text/html", "<html>");

        // When
        int code = run("runs", "get", "r1");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("is this a server of Millrace?");
    }

    @Test
    void shouldSayThatNobodyAnswers() {
        // Given
        server.close();

        // When
        int code = run("runs", "list");

        // Then
        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).contains("Nobody answers at " + server.url());
    }

    @Test
    void shouldSayHowToGiveAKeyWhenThereIsNone() {
        // Given / When
        int code = run(Map.of(), "runs", "list", "--server", server.url());

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("MILLRACE_KEY")
                .contains("--key-file")
                .contains(".millrace/admin.key");
    }

    @Test
    void shouldReadTheKeyFromAFileAndNeverShowIt() throws IOException {
        // Given
        Path good = Files.writeString(folder.resolve("good.key"), KEY + "\n");
        Path bad = Files.writeString(folder.resolve("bad.key"), KEY + "\r\nX-Other: header");
        List<Integer> codes = new ArrayList<>();
        server.tell(401, "{\"title\": \"Unauthorized\", \"detail\": \"The key is not known.\"}");

        // When
        codes.add(run(Map.of("MILLRACE_SERVER", server.url()), "runs", "list", "--key-file", good.toString()));
        codes.add(run(Map.of("MILLRACE_SERVER", server.url()), "runs", "list", "--key-file", bad.toString()));

        // Then
        assertThat(codes).containsExactly(1, 2);
        assertThat(asked().header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(server.asked()).hasSize(1);
        assertThat(out + "\n" + err).doesNotContain("verysecret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host", "http://me:hidden@host", "localhost:8080", "http://", "http:// host"})
    void shouldRefuseAnAddressThatIsNoneWithoutRepeatingIt(String address) {
        // Given / When
        int code = run(Map.of("MILLRACE_KEY", KEY), "runs", "list", "--server", address);

        // Then
        assertThat(code).isEqualTo(2);
        assertThat(err.toString())
                .contains("it begins with http:// or https://")
                .doesNotContain("hidden");
    }

    @Test
    void shouldPrintANewKeyAloneOnTheStandardOutput() {
        // Given
        server.tell(201, "{\"id\": \"k1\", \"role\": \"viewer\", \"key\": \"mk_k1_new\"}");

        // When
        int code = run("key", "create", "--role", "viewer", "--label", "board");

        // Then
        assertThat(code).isZero();
        assertThat(out).hasToString("mk_k1_new\n");
        assertThat(err.toString()).contains("k1").doesNotContain("mk_k1_new");
        assertThat(asked().body()).isEqualTo("{\"role\":\"viewer\",\"label\":\"board\"}");
    }
}
