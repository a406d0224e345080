package io.millrace.executor.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.TestServer.Asked;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** MCP steps from the command to the result, with a server that speaks the streamable HTTP transport. */
class McpStepIT {
    private static Workshop workshop;
    private static TestServer server;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        server = new TestServer();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor("millrace.executor.mcp.max-response=2KB", "millrace.executor.mcp.max-events=5");
        serve("/mcp", asked -> Answer.json(result(asked, "{\"tools\":[{\"name\":\"add\"}]}")));
        serve(
                "/stream",
                asked -> Answer.endless(
                        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{\"progress\":1}}",
                        "{\"jsonrpc\":\"2.0\",\"id\":\"theirs\",\"method\":\"ping\"}",
                        result(asked, "{\"content\":[{\"type\":\"text\",\"text\":\"3\"}]}")));
        serve(
                "/error",
                asked -> Answer.json(result(asked, "{}")
                        .replace("\"result\":{}", "\"error\":{\"code\":-32602,\"message\":\"No such tool\"}")));
        serve("/broken", _ -> Answer.json("<html>"));
        serve("/foreign", asked -> Answer.json("{\"jsonrpc\":\"2.0\",\"id\":\"other\",\"result\":{}}"));
        serve("/large", asked -> Answer.json(result(asked, "\"" + "x".repeat(3_000) + "\"")));
        serve("/chatty", _ -> Answer.endless("{}", "{}", "{}", "{}", "{}", "{}", "{}"));
        serve("/down", _ -> Answer.status(503));
        serve("/silent", _ -> Answer.endless());
        server.on(
                "/refusing",
                _ -> new Answer(
                        400,
                        Map.of("Content-Type", "application/json"),
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Bad version\"}}",
                        false));
        server.on("/ancient", asked -> Answer.json(result(asked, "{\"protocolVersion\":\"1999-01-01\"}")));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        server.close();
    }

    @BeforeEach
    void forget() {
        server.asked().clear();
    }

    /** A server that greets as the protocol wants and answers every question the same way. */
    private static void serve(String path, Function<Asked, Answer> answer) {
        server.on(path, asked -> {
            String method =
                    asked.body().isEmpty() ? "" : body(asked).path("method").asString();
            return switch (method) {
                case "initialize" ->
                    new Answer(
                            200,
                            Map.of("Content-Type", "application/json", "Mcp-Session-Id", "s-1"),
                            result(asked, "{\"protocolVersion\":\"2025-03-26\",\"capabilities\":{}}"),
                            false);
                case "notifications/initialized" -> Answer.status(202);
                case "" -> Answer.status(200);
                default -> answer.apply(asked);
            };
        });
    }

    private static JsonNode body(Asked asked) {
        return StepJson.MAPPER.readTree(asked.body());
    }

    private static String result(Asked asked, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + body(asked).path("id") + ",\"result\":" + result + "}";
    }

    @Test
    void shouldGreetAskAndSayGoodbye() {
        // Given
        StepCommand command = call("acme", "/mcp", "tools/list", "").build();

        // When
        String output = workshop.output(workshop.give(command));

        // Then
        assertThat(output).isEqualTo("{\"tools\":[{\"name\":\"add\"}]}");
        await().until(() -> server.asked().size() == 4);
        assertThat(server.asked())
                .extracting(asked -> asked.body().isEmpty()
                        ? asked.line()
                        : body(asked).path("method").asString())
                .containsExactly("initialize", "notifications/initialized", "tools/list", "DELETE /mcp");
        assertThat(server.asked()).element(0).satisfies(asked -> {
            assertThat(body(asked).at("/params/protocolVersion").asString()).isEqualTo("2025-06-18");
            assertThat(body(asked).at("/params/clientInfo/name").asString()).isEqualTo("Millrace");
            assertThat(asked.header("Mcp-Session-Id")).isEmpty();
            assertThat(asked.header("Idempotency-Key")).isEqualTo(command.getRunId() + "/1/1/initialize");
        });
        assertThat(server.asked()).element(2).satisfies(asked -> {
            assertThat(asked.header("Mcp-Session-Id")).isEqualTo("s-1");
            assertThat(asked.header("MCP-Protocol-Version")).isEqualTo("2025-03-26");
            assertThat(asked.header("Idempotency-Key")).isEqualTo(command.getRunId() + "/1/1");
            assertThat(asked.header("Accept")).isEqualTo("application/json, text/event-stream");
        });
    }

    @Test
    void shouldTakeTheAnswerOutOfAStreamThatGoesOn() {
        // When
        String output = workshop.output(workshop.give(call(
                "acme", "/stream", "tools/call", ", \"parameters\": {\"name\": \"add\", \"arguments\": {\"a\": 1}}")));

        // Then
        assertThat(output).isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"3\"}]}");
        assertThat(server.asked())
                .anySatisfy(asked -> assertThat(asked.body()).contains("\"params\":{\"name\":\"add\""));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    /error    => runtime       => 500 => was answered with an error -32602: No such tool
                    /broken   => communication => 502 => what is no JSON-RPC
                    /foreign  => communication => 502 => without a result
                    /large    => communication => 502 => more than 2 KB
                    /chatty   => communication => 502 => more than 5 events
                    /down     => communication => 503 => answered with status 503
                    /none     => communication => 404 => answered with status 404
                    /refusing => communication => 400 => answered with status 400 -32000: Bad version
                    /ancient  => communication => 502 => protocol version '1999-01-01'
                    """)
    void shouldSayWhatTheServerDidWrong(String path, String type, int status, String detail) {
        // When
        Problem error = error(call("acme", path, "tools/call", "").build());

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getStatus()).isEqualTo(status);
        assertThat(error.getDetail()).contains(detail);
    }

    @Test
    void shouldGiveUpAfterTheTimeoutOfTheCall() {
        // When
        Problem error = error(
                call("acme", "/silent", "tools/call", ", \"timeout\": 200").build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.TIMEOUT);
        assertThat(error.getStatus()).isEqualTo(408);
    }

    @Test
    void shouldGiveUpAtTheDeadline() {
        // When
        Problem error = error(call("acme", "/silent", "tools/call", "")
                .setDeadline(Instant.now().plusMillis(500))
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.TIMEOUT);
    }

    @Test
    void shouldNotStartAProcess() {
        // When
        Problem error = error(Workshop.command(
                        "acme",
                        2,
                        "mcp",
                        "{\"protocolVersion\": \"2025-06-18\", \"method\": \"tools/list\","
                                + " \"transport\": {\"stdio\": {\"command\": \"sh\"}}}")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getDetail()).contains("transport.stdio");
    }

    @Test
    void shouldNotReachAPrivateAddress() {
        // When
        Problem error = error(call("outsider", "/mcp", "tools/list", "").build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(server.asked()).isEmpty();
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand.Builder call(String tenant, String path, String method, String more) {
        return Workshop.command(
                tenant,
                2,
                "mcp",
                "{\"protocolVersion\": \"2025-06-18\", \"method\": \"" + method
                        + "\", \"transport\": {\"http\": {\"server\": {\"endpoint\": \"" + server.address(path)
                        + "\"}}}" + more + "}");
    }
}
