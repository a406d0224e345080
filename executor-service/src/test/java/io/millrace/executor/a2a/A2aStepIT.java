package io.millrace.executor.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.TestServer.Asked;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.executor.step.StepJson;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A2A steps from the command to the result, with a real agent's door. */
class A2aStepIT {
    private static final String MESSAGE = "{\"message\": {\"role\": \"user\", \"parts\": [{\"text\": \"hi\"}]}}";

    private static Workshop workshop;
    private static TestServer agent;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        agent = new TestServer();
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.executor("millrace.executor.a2a.max-response=2KB", "millrace.executor.a2a.max-events=5");
        agent.on("/agent", asked -> Answer.json(result(asked, "{\"kind\":\"message\",\"messageId\":\"m\"}")));
        agent.on(
                "/stream",
                asked -> Answer.endless(
                        result(asked, "{\"kind\":\"task\",\"id\":\"t\"}"),
                        result(asked, "{\"kind\":\"status-update\",\"final\":false}"),
                        result(asked, "{\"kind\":\"status-update\",\"final\":true}")));
        agent.on("/short", asked -> Answer.events(result(asked, "{\"kind\":\"message\"}")));
        agent.on(
                "/midway",
                asked -> Answer.endless(
                        result(asked, "{\"kind\":\"task\"}"),
                        result(asked, "{}")
                                .replace("\"result\":{}", "\"error\":{\"code\":-32001,\"message\":\"Task gone\"}")));
        agent.on(
                "/chatty",
                asked -> Answer.endless(
                        result(asked, "1"),
                        result(asked, "2"),
                        result(asked, "3"),
                        result(asked, "4"),
                        result(asked, "5"),
                        result(asked, "6")));
        agent.on(
                "/error",
                asked -> Answer.json(result(asked, "{}")
                        .replace("\"result\":{}", "\"error\":{\"code\":-32001,\"message\":\"Task gone\"}")));
        agent.on("/broken", _ -> Answer.json("nonsense"));
        agent.on("/large", asked -> Answer.json(result(asked, "\"" + "x".repeat(3_000) + "\"")));
        agent.on("/card-old.json", _ -> Answer.json("{\"name\": \"a\", \"url\": \"" + agent.address("/agent") + "\"}"));
        agent.on(
                "/card-other.json",
                _ -> Answer.json("{\"url\": \"http://127.0.0.2:1/grpc\", \"preferredTransport\": \"GRPC\","
                        + " \"additionalInterfaces\": [{\"url\": \"/agent\", \"transport\": \"JSONRPC\"}]}"));
        agent.on(
                "/card-new.json",
                _ -> Answer.json("{\"supportedInterfaces\": [{\"url\": \"http://127.0.0.2:1\", \"protocolBinding\":"
                        + " \"GRPC\"}, {\"url\": \"agent\", \"protocolBinding\": \"JSONRPC\"}]}"));
        agent.on("/card-deaf.json", _ -> Answer.json("{\"url\": \"x\", \"preferredTransport\": \"GRPC\"}"));
        agent.on("/card-inside.json", _ -> Answer.json("{\"url\": \"http://169.254.169.254/\"}"));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        agent.close();
    }

    @BeforeEach
    void forget() {
        agent.asked().clear();
    }

    private static String result(Asked asked, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + StepJson.MAPPER.readTree(asked.body()).path("id") + ",\"result\":" + result + "}";
    }

    @Test
    void shouldSendAMessageWithAnIdByWhichARepeatIsRecognised() {
        // Given
        StepCommand command = call("/agent", "message/send", MESSAGE);

        // When
        String output = workshop.output(workshop.give(command));

        // Then
        assertThat(output).isEqualTo("{\"kind\":\"message\",\"messageId\":\"m\"}");
        assertThat(agent.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.body())
                        .contains("\"method\":\"message/send\"")
                        .contains("\"messageId\":\"" + command.getRunId() + "/1/1\""));
    }

    @Test
    void shouldGatherTheResultsOfAStream() {
        // When
        String output = workshop.output(workshop.give(call("/stream", "message/stream", MESSAGE)));
        String single = workshop.output(workshop.give(call("/short", "message/stream", MESSAGE)));

        // Then
        assertThat(output)
                .isEqualTo("[{\"kind\":\"task\",\"id\":\"t\"},{\"kind\":\"status-update\",\"final\":false},"
                        + "{\"kind\":\"status-update\",\"final\":true}]");
        assertThat(single).isEqualTo("[{\"kind\":\"message\"}]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/card-old.json", "/card-other.json", "/card-new.json"})
    void shouldFindTheAgentByItsCard(String card) {
        // When
        String output = workshop.output(workshop.give(carded("acme", card)));

        // Then
        assertThat(output).contains("\"kind\":\"message\"");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    /card-deaf.json   => configuration => names no address at which it speaks JSON-RPC
                    /card-inside.json => authorization => egress.allow
                    /none.json        => communication => answered 404
                    /broken           => configuration => is not an object
                    """)
    void shouldSayWhatIsWrongWithTheCard(String card, String type, String detail) {
        // When
        Problem error = error(carded("acme", card));

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getDetail()).contains(detail);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    /error  => message/send   => runtime       => 500 => error -32001: Task gone
                    /midway => message/stream => runtime       => 500 => error -32001: Task gone
                    /broken => message/send   => communication => 502 => what is no JSON-RPC
                    /large  => message/send   => communication => 502 => more than 2 KB
                    /chatty => message/stream => communication => 502 => more than 5 events
                    /none   => message/send   => communication => 404 => status 404
                    """)
    void shouldSayWhatTheAgentDidWrong(String path, String method, String type, int status, String detail) {
        // When
        Problem error = error(call(path, method, MESSAGE));

        // Then
        assertThat(error.getType()).endsWith("/" + type);
        assertThat(error.getStatus()).isEqualTo(status);
        assertThat(error.getDetail()).contains(detail);
    }

    @Test
    void shouldRefuseParametersThatAreNoObject() {
        // When
        Problem error = error(call("/agent", "tasks/get", "[]"));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.VALIDATION);
        assertThat(agent.asked()).isEmpty();
    }

    @Test
    void shouldNotReachAPrivateAddress() {
        // When
        Problem error = error(carded("outsider", "/card-old.json"));

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(agent.asked()).isEmpty();
    }

    @Test
    void shouldSayWhoCalls() {
        // Given
        StepCommand command = Workshop.command(
                        "acme",
                        1,
                        "a2a",
                        "{\"server\": {\"endpoint\": \"" + agent.address("/agent")
                                + "\", \"authentication\": {\"scheme\": \"bearer\", \"token\": \"t0ken\"}},"
                                + " \"method\": \"tasks/get\"}")
                .build();

        // When
        workshop.output(workshop.give(command));

        // Then
        assertThat(agent.asked())
                .singleElement()
                .satisfies(asked -> assertThat(asked.header("Authorization")).isEqualTo("Bearer t0ken"));
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand call(String path, String method, String parameters) {
        return Workshop.command(
                        "acme",
                        1,
                        "a2a",
                        "{\"server\": {\"endpoint\": \"" + agent.address(path) + "\"}, \"method\": \"" + method
                                + "\", \"parameters\": " + parameters + "}")
                .build();
    }

    private static StepCommand carded(String tenant, String card) {
        return Workshop.command(
                        tenant,
                        1,
                        "a2a",
                        "{\"agentCard\": {\"endpoint\": \"" + agent.address(card)
                                + "\"}, \"method\": \"message/send\", \"parameters\": " + MESSAGE + "}")
                .build();
    }
}
