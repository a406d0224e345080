package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.header;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.RunInput;
import io.millrace.records.StartRun;
import io.millrace.schemas.RunId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Runs begin and are waited for. */
@ExtendWith(SharedSurroundings.class)
class RunStartIT {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Surroundings surroundings;
    private String tenant = "";
    private String workflow = "";

    RunStartIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void publishWorkflow() {
        tenant = surroundings.tenant();
        workflow = surroundings.workflow(tenant);
    }

    private WebTestClient.RequestBodySpec request(String query) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs" + query, tenant, workflow)
                .contentType(MediaType.APPLICATION_JSON);
    }

    private WebTestClient.ResponseSpec start(String query, String input) {
        return request(query).bodyValue(input).exchange();
    }

    @Test
    void shouldAcceptAStartAndAppendIt() {
        // Given
        String input = "{\"order\": 1}";

        // When
        WebTestClient.ResponseSpec answer =
                request("").header("traceparent", TRACE).bodyValue(input).exchange();

        // Then
        JsonNode accepted = json(answer.expectStatus().isAccepted());
        String id = accepted.get("id").stringValue();
        assertThat(accepted.get("status").stringValue()).isEqualTo("pending");
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                .singleElement()
                .satisfies(read -> {
                    assertThat(read.key()).isEqualTo(id);
                    assertThat(read.partition()).isEqualTo(RunId.parse(id).partition());
                    assertThat(header(read, "traceparent")).isEqualTo(TRACE);
                    StartRun start = (StartRun) read.value().getPayload();
                    assertThat(start.getInput()).isEqualTo(input);
                    assertThat(start.getWorkflow()).isEqualTo(workflow);
                    assertThat(start.getVersion()).isEqualTo("1.0.0");
                    assertThat(start.getActor()).isEqualTo("platform0");
                    assertThat(start.getReplyTo()).isNull();
                    assertThat(start.getSeed().remaining()).isEqualTo(16);
                });
    }

    @Test
    void shouldStartWithAnEmptyObjectWhenThereIsNoBody() {
        // Given
        WebTestClient client = surroundings.platform();

        // When
        WebTestClient.ResponseSpec answer = client.post()
                .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                .exchange();

        // Then
        answer.expectStatus().isAccepted();
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                .singleElement()
                .satisfies(read -> assertThat(((StartRun) read.value().getPayload()).getInput())
                        .isEqualTo("{}"));
    }

    @Test
    void shouldAnswerWithTheOutputOfACompletedRun() {
        // Given
        String input = "{\"end\": \"completed\", \"output\": {\"price\": 1.50}}";

        // When
        WebTestClient.ResponseSpec answer = start("?wait=30s", input);

        // Then
        JsonNode ended = json(answer.expectStatus().isOk());
        assertThat(ended.get("status").stringValue()).isEqualTo("completed");
        assertThat(ended.get("output").toString()).isEqualTo("{\"price\":1.5}");
        assertThat(ended.get("error").isNull()).isTrue();
        assertThat(RunId.parse(ended.get("id").stringValue()).partition()).isLessThan(TOPICS.partitions());
    }

    @Test
    void shouldAnswerWithTheErrorOfAFaultedRun() {
        // Given
        String input = "{\"end\": \"faulted\"}";

        // When
        WebTestClient.ResponseSpec answer = start("?wait=30s", input);

        // Then
        answer.expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("faulted")
                .jsonPath("$.error.type")
                .isEqualTo(WorkflowServiceDouble.ERROR_TYPE)
                .jsonPath("$.error.instance")
                .isEqualTo("/do/0")
                .jsonPath("$.output")
                .isEmpty();
    }

    @Test
    void shouldAnswerThatTheRunGoesOnWhenItTakesLonger() {
        // Given
        String endless = "{}";

        // When
        WebTestClient.ResponseSpec answer = start("?wait=200ms", endless);

        // Then
        JsonNode accepted = json(answer.expectStatus().isAccepted());
        assertThat(accepted.get("status").stringValue()).isEqualTo("running");
        assertThat(accepted.get("id").stringValue()).hasSize(26);
    }

    @Test
    void shouldSayWhyTheEngineRefusedTheStart() {
        // Given
        String input = "{\"end\": \"refused\"}";

        // When
        WebTestClient.ResponseSpec answer = start("?wait=30s", input);

        // Then
        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains("DEFINITION_UNAVAILABLE"));
    }

    @Test
    void shouldNameTheSameRunForARepeatedStart() {
        // Given
        JsonNode first = json(request("")
                .header("Idempotency-Key", "order-1")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isAccepted());

        // When
        JsonNode second = json(request("")
                .header("Idempotency-Key", "order-1")
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isAccepted());

        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void shouldAnswerARepeatedStartWithTheRunThatEnded() throws InterruptedException {
        // Given
        String input = "{\"end\": \"completed\", \"output\": 1}";
        JsonNode first = json(request("?wait=30s")
                .header("Idempotency-Key", "order-2")
                .bodyValue(input)
                .exchange());
        surroundings.audit.forget();

        // When
        WebTestClient.ResponseSpec answer = request("?wait=30s")
                .header("Idempotency-Key", "order-2")
                .bodyValue(input)
                .exchange();

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.from").isEqualTo("inside");
        InnerServiceDouble.Asked asked = surroundings.audit.next();
        assertThat(asked.method()).isEqualTo("GET");
        assertThat(asked.uri())
                .isEqualTo("/v1/tenants/" + tenant + "/runs/" + first.get("id").stringValue());
        assertThat(asked.body()).isEmpty();
    }

    @Test
    void shouldStartTheVersionThatIsAskedForOrElseTheHighestRelease() {
        // Given
        surroundings
                .publish(tenant, workflow, definition(workflow, "1.5.0", ""))
                .expectStatus()
                .isCreated();
        surroundings
                .publish(tenant, workflow, definition(workflow, "2.0.0-rc.1", ""))
                .expectStatus()
                .isCreated();

        // When
        start("?version=1.0.0", "{}").expectStatus().isAccepted();
        start("", "{}").expectStatus().isAccepted();

        // Then
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                .extracting(read -> ((StartRun) read.value().getPayload()).getVersion())
                .containsExactlyInAnyOrder("1.0.0", "1.5.0");
    }

    @Test
    void shouldAnswerThatThereIsNoSuchWorkflowOrVersion() {
        // Given
        String unknown = "?version=7.0.0";

        // When
        WebTestClient.ResponseSpec answer = start(unknown, "{}");

        // Then
        answer.expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{} {}", "\"open", "tru", "{\"a\": 1,}", "[1 2]"})
    void shouldRefuseInputThatIsNoJson(String input) {
        // Given
        WebTestClient.RequestBodySpec request = request("");

        // When
        WebTestClient.ResponseSpec answer = request.bodyValue(input).exchange();

        // Then
        answer.expectStatus().isBadRequest().expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant)).isEmpty();
    }

    @Test
    void shouldRefuseInputThatIsNotUtf8() {
        // Given
        byte[] latin = {'"', (byte) 0xe9, '"'};

        // When
        WebTestClient.ResponseSpec answer = request("").bodyValue(latin).exchange();

        // Then
        answer.expectStatus().isBadRequest();
    }

    @Test
    void shouldRefuseInputThatIsNestedTooDeep() {
        // Given
        String deep = "[".repeat(200) + "]".repeat(200);

        // When
        WebTestClient.ResponseSpec answer = start("", deep);

        // Then
        answer.expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @ValueSource(ints = {2 * 1024 * 1024 + 1, 10 * 1024 * 1024})
    void shouldRefuseInputThatIsTooLarge(int bytes) {
        // Given
        String large = "\"" + "x".repeat(bytes - 2) + "\"";

        // When
        WebTestClient.ResponseSpec answer = start("", large);

        // Then
        answer.expectStatus().isEqualTo(413).expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    void shouldTakeInputOfTheLargestSize() {
        // Given
        String large = "\"" + "x".repeat(2 * 1024 * 1024 - 2) + "\"";

        // When
        WebTestClient.ResponseSpec answer = start("", large);

        // Then
        answer.expectStatus().isAccepted();
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                .singleElement()
                .satisfies(read -> assertThat(((StartRun) read.value().getPayload()).getInput())
                        .matches("@claim:[0-9a-f]{64}:2097152"));
    }

    @Test
    void shouldAnswerWithALargeOutput() {
        // Given
        String output = "\"" + "x".repeat(1_000_000) + "\"";

        // When
        WebTestClient.ResponseSpec answer = start("?wait=30s", "{\"end\": \"completed\", \"output\": " + output + "}");

        // Then
        byte[] ended = answer.expectStatus().isOk().expectBody().returnResult().getResponseBody();
        assertThat(new String(ended == null ? new byte[0] : ended, StandardCharsets.UTF_8))
                .contains("\"output\":" + output);
    }

    @Test
    void shouldSayThatTheOutputIsLost() {
        // Given
        String claim = "@claim:" + "0".repeat(64) + ":300000";

        // When
        WebTestClient.ResponseSpec answer =
                start("?wait=30s", "{\"end\": \"completed\", \"claim\": \"" + claim + "\"}");

        // Then
        answer.expectStatus()
                .isEqualTo(502)
                .expectBody()
                .jsonPath("$.detail")
                .value(detail -> assertThat(String.valueOf(detail))
                        .contains("0".repeat(64) + " is not in the blob store")
                        .contains("millrace.blobs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?wait=soon", "?wait=-1s", "?wait=30h"})
    void shouldRefuseAWaitThatIsNoTime(String query) {
        // Given
        WebTestClient.RequestBodySpec request = request(query);

        // When
        WebTestClient.ResponseSpec answer = request.bodyValue("{}").exchange();

        // Then
        answer.expectStatus().isBadRequest();
    }
}
