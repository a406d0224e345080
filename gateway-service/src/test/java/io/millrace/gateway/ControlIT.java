package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.definition;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.CancelRun;
import io.millrace.records.RetryRun;
import io.millrace.records.RunInput;
import io.millrace.schemas.RunId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Runs are cancelled, suspended, resumed and retried. */
@ExtendWith(SharedSurroundings.class)
class ControlIT {
    private final Surroundings surroundings;
    private String tenant = "";
    private String workflow = "";

    ControlIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void publishWorkflow() {
        tenant = surroundings.tenant();
        workflow = surroundings.workflow(tenant);
    }

    private String start(String input) {
        return json(surroundings
                        .platform()
                        .post()
                        .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(input)
                        .exchange())
                .get("id")
                .stringValue();
    }

    private WebTestClient.ResponseSpec act(String run, String action, String body) {
        return surroundings
                .platform()
                .post()
                .uri("/v1/tenants/{tenant}/runs/{run}/{action}", tenant, run, action)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private RetryRun lastRetry() {
        return (RetryRun) surroundings.<RunInput>read(TOPICS.runInputs(), tenant).stream()
                .map(ConsumerRecord::value)
                .map(RunInput::getPayload)
                .filter(RetryRun.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void shouldAnswerWithTheStatusAfterACancellation() {
        // Given
        String run = start("{}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "cancel", "{\"reason\": \"no longer wanted\"}");

        // Then
        answer.expectStatus().isAccepted().expectBody().jsonPath("$.status").isEqualTo("cancelled");
        assertThat(surroundings.<RunInput>read(TOPICS.runInputs(), tenant))
                .last()
                .satisfies(read -> {
                    assertThat(read.partition()).isEqualTo(RunId.parse(run).partition());
                    CancelRun cancel = (CancelRun) read.value().getPayload();
                    assertThat(cancel.getActor()).isEqualTo("platform0");
                    assertThat(cancel.getReason()).isEqualTo("no longer wanted");
                });
    }

    @Test
    void shouldSuspendAndResume() {
        // Given
        String run = start("{}");
        act(run, "suspend", "{}")
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("suspended");

        // When
        WebTestClient.ResponseSpec answer = act(run, "resume", "{}");

        // Then
        answer.expectStatus().isAccepted().expectBody().jsonPath("$.status").isEqualTo("running");
    }

    @Test
    void shouldAnswerWithTheEnginesReasonWhenItRefuses() {
        // Given
        String run = start("{}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "resume", "{}");

        // Then
        answer.expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Refused with WRONG_STATUS: The double says so.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "00000000zzzzzzzzzzzzzzzzzz", "0000000000000800000000000z"})
    void shouldAnswerThatThereIsNoRunOfSuchAnId(String id) {
        // When
        WebTestClient.ResponseSpec answer = act(id, "cancel", "{}");

        // Then
        answer.expectStatus().isNotFound();
    }

    @Test
    void shouldRetryFromTheTaskThatFailedWhenNothingIsWished() {
        // Given
        String run = start("{\"end\": \"faulted\"}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "retry", "{}");

        // Then
        answer.expectStatus().isAccepted();
        assertThat(lastRetry()).satisfies(retry -> {
            assertThat(retry.getFrom()).isNull();
            assertThat(retry.getInput()).isNull();
            assertThat(retry.getDefinition()).isNull();
        });
    }

    @Test
    void shouldRetryFromAnEarlierTaskWithWhatItHadThen() {
        // Given
        String run = start("{\"end\": \"faulted\"}");
        surroundings.audit.answer(
                run + "/retry-points?task=price",
                "{\"points\": [{\"pointer\": \"/do/1/price\", \"failed\": false,"
                        + " \"input\": \"{\\\"n\\\":1}\", \"context\": \"@claim:of-megabytes\"}]}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "retry", "{\"from\": \"price\"}");

        // Then
        answer.expectStatus().isAccepted();
        assertThat(lastRetry()).satisfies(retry -> {
            assertThat(retry.getFrom()).isEqualTo("/do/1/price");
            assertThat(retry.getInput()).isEqualTo("{\"n\":1}");
            assertThat(retry.getContext()).isEqualTo("@claim:of-megabytes");
        });
    }

    @Test
    void shouldLetTheEngineKeepWhatTheFailedTaskHad() {
        // Given
        String run = start("{\"end\": \"faulted\"}");
        surroundings.audit.answer(
                run + "/retry-points?task=%2Fdo%2F1%2Fprice",
                "{\"points\": [{\"pointer\": \"/do/1/price\", \"failed\": true,"
                        + " \"input\": \"{\\\"n\\\":1}\", \"context\": \"{}\"}]}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "retry", "{\"from\": \"/do/1/price\", \"input\": {\"n\": 2}}");

        // Then
        answer.expectStatus().isAccepted();
        assertThat(lastRetry()).satisfies(retry -> {
            assertThat(retry.getInput()).isEqualTo("{\"n\":2}");
            assertThat(retry.getContext()).isNull();
        });
    }

    @Test
    void shouldAskWhichTaskIsMeantWhenSeveralHaveTheName() {
        // Given
        String run = start("{\"end\": \"faulted\"}");
        surroundings.audit.answer(
                run + "/retry-points?task=twice",
                "{\"points\": [{\"pointer\": \"/do/0/twice\"}, {\"pointer\": \"/do/1/a/do/0/twice\"}]}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "retry", "{\"from\": \"twice\"}");

        // Then
        String detail = json(answer.expectStatus().isEqualTo(422)).get("detail").stringValue();
        assertThat(detail).contains("/do/0/twice, /do/1/a/do/0/twice");
    }

    @Test
    void shouldRetryWithAnotherVersion() {
        // Given
        String run = start("{\"end\": \"faulted\"}");
        surroundings
                .publish(tenant, workflow, definition(workflow, "1.1.0", ""))
                .expectStatus()
                .isCreated();
        surroundings.audit.answer("/runs/" + run, "{\"id\": \"" + run + "\", \"workflow\": \"" + workflow + "\"}");

        // When
        WebTestClient.ResponseSpec answer = act(run, "retry", "{\"version\": \"latest\"}");

        // Then
        answer.expectStatus().isAccepted();
        assertThat(lastRetry().getDefinition()).satisfies(version -> {
            assertThat(version.getName()).isEqualTo(workflow);
            assertThat(version.getVersion()).isEqualTo("1.1.0");
            assertThat(version.getHash()).hasSize(64);
        });
    }
}
