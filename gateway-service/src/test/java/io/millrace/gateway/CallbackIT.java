package io.millrace.gateway;

import static io.millrace.gateway.Surroundings.TOPICS;
import static io.millrace.gateway.Surroundings.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.records.AnswerCallback;
import io.millrace.records.CallbackAnswer;
import io.millrace.records.RunInput;
import io.millrace.schemas.RunId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Somebody outside completes a task. */
@ExtendWith({SharedSurroundings.class, OutputCaptureExtension.class})
class CallbackIT {
    private static final byte[] RIGHT_CODE = new byte[18];
    private static final byte[] WRONG_CODE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18};

    private final Surroundings surroundings;
    private String tenant = "";
    private String run = "";

    CallbackIT(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @BeforeEach
    void startARun() {
        tenant = surroundings.tenant();
        String workflow = surroundings.workflow(tenant);
        run = json(surroundings
                        .platform()
                        .post()
                        .uri("/v1/tenants/{tenant}/workflows/{workflow}/runs", tenant, workflow)
                        .exchange())
                .get("id")
                .stringValue();
    }

    private String token(byte[] code) {
        ByteBuffer token =
                ByteBuffer.allocate(38).put(RunId.parse(run).bytes()).putInt(3).put(code);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
    }

    private WebTestClient.ResponseSpec answer(String owner, String token, String body) {
        return surroundings
                .anybody()
                .post()
                .uri("/v1/tenants/{tenant}/callbacks/{token}", owner, token)
                .header("Authorization", "Bearer something-of-the-caller")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private AnswerCallback last() {
        return (AnswerCallback) surroundings
                .<RunInput>read(TOPICS.runInputs(), tenant)
                .getLast()
                .value()
                .getPayload();
    }

    @Test
    void shouldTakeAnOutputFromWhoeverHasTheToken() {
        // When
        WebTestClient.ResponseSpec answer = answer(tenant, token(RIGHT_CODE), "{\"output\": {\"yes\": true}}");

        // Then
        answer.expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("taken");
        assertThat(last()).satisfies(said -> {
            assertThat(said.getAnswer()).isEqualTo(CallbackAnswer.DONE);
            assertThat(said.getOutput()).isEqualTo("{\"yes\":true}");
            assertThat(said.getPosition()).isEqualTo(3);
            assertThat(said.getActor()).isEqualTo("callback");
        });
    }

    @Test
    void shouldTakeAnErrorAndNullAsAnOutput() {
        // Given
        answer(tenant, token(RIGHT_CODE), "{\"output\": null}").expectStatus().isOk();
        String output = last().getOutput();

        // When
        answer(tenant, token(WRONG_CODE), "{\"error\": {\"detail\": \"declined\", \"status\": 402}}");

        // Then
        assertThat(output).isEqualTo("null");
        assertThat(last().getError()).satisfies(error -> {
            assertThat(error.getDetail()).isEqualTo("declined");
            assertThat(error.getStatus()).isEqualTo(402);
            assertThat(error.getType()).endsWith("/errors/runtime");
        });
    }

    @Test
    void shouldNotSayThatAnAnswerCountsBeforeTheEngineSaysSo() {
        // When
        WebTestClient.ResponseSpec answer =
                answer(tenant, token(RIGHT_CODE), "{\"output\": " + EngineDouble.SILENCE + "}");

        // Then
        answer.expectStatus().isAccepted().expectBody().jsonPath("$.status").isEqualTo("answering");
    }

    @Test
    void shouldTakeASignOfLife() {
        // When
        WebTestClient.ResponseSpec answer = answer(tenant, token(RIGHT_CODE), "{\"heartbeat\": true}");

        // Then
        answer.expectStatus().isOk();
        assertThat(last().getAnswer()).isEqualTo(CallbackAnswer.ALIVE);
    }

    @Test
    void shouldAnswerEveryWrongTokenAlike() {
        // Given
        answer(tenant, token(RIGHT_CODE), "{\"output\": 1}").expectStatus().isOk();

        // When
        String used = detail(answer(tenant, token(RIGHT_CODE), "{\"output\": 1}"));
        String wrong = detail(answer(tenant, token(WRONG_CODE), "{\"output\": 1}"));
        String malformed = detail(answer(tenant, "short", "{\"output\": 1}"));
        String foreign = detail(answer("no-such-tenant", token(RIGHT_CODE), "{\"output\": 1}"));

        // Then
        assertThat(wrong).isEqualTo(used).isEqualTo(malformed).isEqualTo(foreign);
    }

    @Test
    void shouldNotShowATokenThatItRefuses(CapturedOutput output) {
        // When
        String problem = json(answer(tenant, token(WRONG_CODE), "{\"output\": 1}")
                        .expectStatus()
                        .isNotFound())
                .toString();

        // Then
        assertThat(problem).contains("/callbacks/***").doesNotContain(token(WRONG_CODE));
        assertThat(output.getAll()).doesNotContain(token(WRONG_CODE));
    }

    @Test
    void shouldNotLogTheTokenOfARequestThatCannotBeRead(CapturedOutput output) throws IOException {
        // Given
        String path = "/v1/tenants/" + tenant + "/callbacks/" + token(RIGHT_CODE);

        // When
        String answer = surroundings.raw("POST " + path + " HTTP/1.1\r\nHost: a\r\nBad header: x\r\n\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(output.getAll()).contains("/callbacks/***").doesNotContain(token(RIGHT_CODE));
    }

    private static String detail(WebTestClient.ResponseSpec answer) {
        return json(answer.expectStatus().isNotFound()).get("detail").stringValue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"output\": 1, \"heartbeat\": true}",
                "{\"heartbeat\": false}",
                "{\"error\": \"no\"}",
                "{\"error\": {\"status\": 7}}",
                "{\"result\": 1}"
            })
    void shouldRefuseWhatIsNoAnswer(String body) {
        // When
        WebTestClient.ResponseSpec answer = answer(tenant, token(RIGHT_CODE), body);

        // Then
        answer.expectStatus().isEqualTo(422);
    }

    @Test
    void shouldLetAnOperatorAnswerWithoutAToken() {
        // Given
        String operator = surroundings.key(tenant, "operator");

        // When
        WebTestClient.ResponseSpec answer = surroundings
                .with(operator)
                .post()
                .uri("/v1/tenants/{tenant}/runs/{run}/callbacks/3", tenant, run)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"output\": 1}")
                .exchange();

        // Then
        answer.expectStatus().isAccepted();
        assertThat(last().getCode()).isNull();
        assertThat(last().getActor()).isNotEqualTo("callback");
    }

    @Test
    void shouldLimitHowOftenATenantsTokensAreTried() {
        // Given
        tenant = surroundings.tenant("{\"quotas\": {\"eventsPerSecond\": 1}}");
        answer(tenant, token(WRONG_CODE), "{\"output\": 1}").expectStatus().isNotFound();

        // When
        WebTestClient.ResponseSpec answer = answer(tenant, token(WRONG_CODE), "{\"output\": 1}");

        // Then
        answer.expectStatus().isEqualTo(429);
    }
}
