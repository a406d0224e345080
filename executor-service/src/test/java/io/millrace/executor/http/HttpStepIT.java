package io.millrace.executor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;

/** HTTP steps from the command to the result, with a real callee. */
class HttpStepIT {
    private static Workshop workshop;
    private static TestCallee callee;

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        callee = new TestCallee("127.0.0.1", 0);
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.tenant("outsider", 1, 0, 0);
        workshop.tenant("narrow", 1, 3, 0, "127.0.0.1");
        workshop.tenant("named", 1, 0, 0, "callee.example");
        workshop.tenant("second", 1, 0, 0, "127.0.0.2");
        workshop.executor(
                WebApplicationType.NONE,
                TestNames.class,
                "millrace.executor.http.max-response=1KB",
                "millrace.executor.http.response-timeout=2s",
                "millrace.executor.breaker.minimum-calls=4");
    }

    @AfterAll
    static void stop() {
        workshop.close();
        callee.close();
    }

    @BeforeEach
    void forget() {
        callee.requests().clear();
    }

    @Test
    void shouldCallWithAKeyByWhichARepeatIsRecognised() {
        // Given
        StepCommand command =
                call("acme", "POST", "/echo?x=1", ", \"body\": {\"id\": 7}").build();

        // When
        String output = workshop.output(workshop.give(command));

        // Then
        assertThat(output).isEqualTo("{\"id\":7}");
        assertThat(callee.requests()).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("POST /echo?x=1");
            assertThat(request.headers().get("Idempotency-Key")).isEqualTo(command.getRunId() + "/1/1");
            assertThat(request.headers().get("Content-Type")).isEqualTo("application/json");
        });
    }

    @Test
    void shouldFailWithTheStatusOfTheAnswerAndWithoutSecrets() {
        // Given
        StepCommand command = call(
                        "acme",
                        "GET",
                        "/status/404?api_key=k3y",
                        ", \"headers\": {\"Authorization\": \"Bearer s3cret\"}")
                .build();

        // When
        Problem error = error(command);

        // Then
        assertThat(error.getType()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.getStatus()).isEqualTo(404);
        assertThat(error.getInstance()).isEqualTo("/do/0/work");
        assertThat(error.toString()).doesNotContain("s3cret").doesNotContain("k3y");
        assertThat(callee.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.headers().get("Authorization")).isEqualTo("Bearer s3cret"));
    }

    @Test
    void shouldFollowAsManyRedirectsAsAllowed() {
        // When
        String output = workshop.output(workshop.give(call("acme", "GET", "/hops/5", ", \"redirect\": true")));

        // Then
        assertThat(output).isEqualTo("\"arrived\"");
    }

    @Test
    void shouldGiveUpWhenRedirectedOnAndOn() {
        // When
        Problem error =
                error(call("acme", "GET", "/hops/6", ", \"redirect\": true").build());

        // Then
        assertThat(error.getStatus()).isEqualTo(302);
        assertThat(error.getDetail()).contains("redirected more than 5 times");
    }

    @Test
    void shouldTakeARedirectForAnErrorUnlessAllowed() {
        // When
        Problem error = error(call("acme", "GET", "/hops/1", "").build());

        // Then
        assertThat(error.getStatus()).isEqualTo(302);
        assertThat(callee.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "10.0.0.1", "[fe80::1]"
            })
    void shouldRefuseAPrivateAddress(String host) {
        // When
        Problem error = error(to("outsider", "http://" + host + ":" + callee.port() + "/echo", "")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(error.getDetail()).contains("egress.allow");
        assertThat(callee.requests()).isEmpty();
    }

    @Test
    void shouldRefuseANameThatStandsForAPrivateAddress() {
        // Given
        TestNames.answer("innocent.example", "127.0.0.1");

        // When
        Problem error = error(to("outsider", "http://innocent.example:" + callee.port() + "/echo", "")
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(callee.requests()).isEmpty();
    }

    @Test
    void shouldReachAnAllowedNameAtItsPrivateAddress() {
        // Given
        TestNames.answer("callee.example", "127.0.0.1");

        // When
        String output =
                workshop.output(workshop.give(to("named", "http://callee.example:" + callee.port() + "/echo", "")));

        // Then
        assertThat(output).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.2", "http://169.254.169.254/latest/meta-data", "http://elsewhere.example"})
    void shouldRefuseARedirectToAPrivateAddress(String target) {
        // Given
        TestNames.answer("elsewhere.example", "10.1.2.3");

        // When
        Problem error = error(
                call("acme", "GET", "/to/" + target, ", \"redirect\": true").build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHORIZATION);
        assertThat(callee.requests()).hasSize(1);
    }

    @Test
    void shouldRefuseARedirectToAnotherScheme() {
        // When
        Problem error = error(call("acme", "GET", "/to/file:///etc/passwd", ", \"redirect\": true")
                .build());

        // Then
        assertThat(error.getStatus()).isEqualTo(400);
        assertThat(error.getDetail()).contains("Only http and https");
    }

    @Test
    void shouldConnectOnlyToWhatWasCheckedWhenANameChangesItsMind() {
        // Given
        TestNames.answer("rebind.example", "127.0.0.2", "127.0.0.1");
        TestNames.answer("rebind.example", "127.0.0.1");
        try (TestCallee allowed = new TestCallee("127.0.0.2", callee.port())) {
            String endpoint = "http://rebind.example:" + callee.port() + "/once";

            // When
            String first = workshop.output(workshop.give(to("second", endpoint, "")));
            Problem then = error(to("second", endpoint, "").build());

            // Then
            assertThat(first).isEqualTo("\"once\"");
            assertThat(then.getType()).isEqualTo(StepError.AUTHORIZATION);
            assertThat(allowed.requests()).hasSize(1);
            assertThat(callee.requests()).isEmpty();
        }
    }

    @Test
    void shouldGiveUpAtTheDeadlineAndHangUp() {
        // Given
        int before = callee.abandoned();

        // When
        Problem error = error(call("acme", "GET", "/slow/60000", "")
                .setDeadline(Instant.now().plusMillis(700))
                .build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.TIMEOUT);
        assertThat(error.getStatus()).isEqualTo(408);
        await().until(() -> callee.abandoned() > before);
    }

    @Test
    void shouldNotBeginWhatIsLate() {
        // When
        Problem error = error(call("acme", "GET", "/echo", "")
                .setDeadline(Instant.now().minusMillis(1))
                .build());

        // Then
        assertThat(error.getStatus()).isEqualTo(408);
        assertThat(callee.requests()).isEmpty();
    }

    @Test
    void shouldNotWaitForeverWithoutADeadline() {
        // When
        Problem error = error(call("acme", "GET", "/slow/60000", "").build());

        // Then
        assertThat(error.getType()).isEqualTo(StepError.COMMUNICATION);
        assertThat(error.getStatus()).isEqualTo(504);
    }

    @Test
    void shouldRefuseAnAnswerThatIsTooLarge() {
        // When
        Problem error = error(call("acme", "GET", "/large/2000", "").build());

        // Then
        assertThat(error.getStatus()).isEqualTo(502);
        assertThat(error.getDetail()).contains("more than 1 KB");
    }

    @Test
    void shouldSayThatAHostIsNotKnown() {
        // When
        Problem error = error(to("acme", "http://nowhere.example/", "").build());

        // Then
        assertThat(error.getStatus()).isEqualTo(502);
        assertThat(error.getDetail()).contains("nowhere.example is not known");
    }

    @Test
    void shouldSayThatNobodyListens() {
        // When
        Problem error = error(to("acme", "http://127.0.0.1:1/", "").build());

        // Then
        assertThat(error.getStatus()).isEqualTo(502);
        assertThat(error.getDetail()).contains("nobody listens at 127.0.0.1:1");
    }

    @Test
    void shouldLeaveACalleeAloneThatIsOutOfOrder() {
        // Given
        try (TestCallee broken = new TestCallee("127.0.0.1", 0)) {
            String endpoint = "http://127.0.0.1:" + broken.port() + "/status/500";
            for (int i = 0; i < 4; i++) {
                error(to("acme", endpoint, "").build());
            }

            // When
            Problem error = error(to("acme", endpoint, "").build());

            // Then
            assertThat(error.getStatus()).isEqualTo(503);
            assertThat(broken.requests()).hasSize(4);
        }
    }

    @Test
    void shouldHaveNoMoreOfATenantAtWorkThanItsQuota() {
        // Given
        List<StepCommand> commands = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            commands.add(call("narrow", "GET", "/slow/100", "").build());
        }

        // When
        commands.forEach(workshop::give);
        commands.forEach(workshop::output);

        // Then
        assertThat(callee.mostAtWork()).isBetween(3, 5);
    }

    private static Problem error(StepCommand command) {
        return workshop.failure(workshop.give(command)).getError();
    }

    private static StepCommand.Builder call(String tenant, String method, String path, String more) {
        return arguments(tenant, method, "http://127.0.0.1:" + callee.port() + path, more);
    }

    private static StepCommand.Builder to(String tenant, String endpoint, String more) {
        return arguments(tenant, "GET", endpoint, more);
    }

    private static StepCommand.Builder arguments(String tenant, String method, String endpoint, String more) {
        int partition = (int) (Instant.now().toEpochMilli() % 8);
        return Workshop.command(
                tenant,
                partition,
                "http",
                "{\"method\": \"" + method + "\", \"endpoint\": \"" + endpoint + "\"" + more + "}");
    }
}
