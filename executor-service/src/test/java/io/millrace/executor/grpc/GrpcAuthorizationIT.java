package io.millrace.executor.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.executor.TestServer;
import io.millrace.executor.TestServer.Answer;
import io.millrace.executor.Workshop;
import io.millrace.executor.step.StepError;
import io.millrace.records.Problem;
import io.millrace.records.StepCommand;
import io.millrace.schemas.SecretReferences;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** gRPC steps that say who makes them, with a real server that serves only those it knows. */
@ExtendWith(OutputCaptureExtension.class)
class GrpcAuthorizationIT {
    private static final String PASSWORD = "pass w0rd of ann";
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString(("ann:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final String TOKEN = "t0ken-of-the-bearer==";

    private static Workshop workshop;
    private static TestServer web;
    private static OrderServer orders;
    private static final AtomicInteger ISSUED = new AtomicInteger();

    @BeforeAll
    static void start() {
        workshop = new Workshop();
        web = new TestServer();
        orders = new OrderServer();
        orders.admit(BASIC);
        orders.admit("Bearer " + TOKEN);
        workshop.tenant("acme", 1, 0, 0, "127.0.0.1");
        workshop.secret("acme", "login", "{\"username\": \"ann\", \"password\": \"" + PASSWORD + "\"}");
        workshop.secret("acme", "token", TOKEN);
        workshop.executor();
        web.on(
                "/orders.proto",
                _ -> new Answer(
                        200,
                        Map.of("Content-Type", "text/plain"),
                        "syntax = \"proto3\"; package test; message Order { string id = 1; int32 amount = 2; }"
                                + " service Orders { rpc Echo(Order) returns (Order); }",
                        false));
        web.on(
                "/oauth2/token",
                _ -> Answer.json("{\"access_token\": \"issued-token-" + ISSUED.incrementAndGet()
                        + "=\", \"token_type\": \"bearer\", \"expires_in\": 3600}"));
    }

    @AfterAll
    static void stop() {
        workshop.close();
        web.close();
        orders.close();
    }

    @BeforeEach
    void forget() {
        orders.headers().clear();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
                    "scheme": "basic", "properties": "LOGIN" => Basic
                    "scheme": "basic", "username": "LOGIN/username", "password": "LOGIN/password" => Basic
                    "scheme": "bearer", "token": "TOKEN" => Bearer
                    "scheme": "bearer", "properties": "TOKEN" => Bearer
                    """)
    void shouldSayWhoCallsWithWhatASecretHolds(String authentication, String scheme, CapturedOutput log) {
        // Given
        String references = authentication
                .replace("LOGIN/username", SecretReferences.to("login", "username"))
                .replace("LOGIN/password", SecretReferences.to("login", "password"))
                .replace("LOGIN", SecretReferences.to("login"))
                .replace("TOKEN", SecretReferences.to("token"));

        // When
        String output = workshop.output(
                workshop.give(call(references, "{\"id\": \"a\"}").setSecrets(List.of("login", "token"))));

        // Then
        assertThat(output).isEqualTo("{\"id\":\"a\",\"amount\":0}");
        assertThat(orders.authorizations())
                .singleElement()
                .asString()
                .isEqualTo(scheme.equals("Basic") ? BASIC : "Bearer " + TOKEN);
        assertThat(log.getAll()).doesNotContain("w0rd", "t0ken", BASIC.substring("Basic ".length()));
    }

    @Test
    void shouldRenewATokenThatIsRefusedOnce() {
        // Given
        String authentication = oauth2("me");
        int before = ISSUED.get();
        orders.admit("Bearer issued-token-" + (before + 2) + "=");

        // When
        String output = workshop.output(
                workshop.give(call(authentication, "{\"id\": \"<issued-token-" + (before + 2) + "=>\"}")));

        // Then
        assertThat(orders.authorizations())
                .containsExactly(
                        "Bearer issued-token-" + (before + 1) + "=", "Bearer issued-token-" + (before + 2) + "=");
        assertThat(output).isEqualTo("{\"id\":\"<***>\",\"amount\":0}");
    }

    @Test
    void shouldFailWhenTheServiceDoesNotKnowTheCaller() {
        // Given
        String wrong = oauth2("you");

        // When
        Problem error = workshop.failure(workshop.give(call(wrong, "{}"))).getError();

        // Then
        assertThat(error.getType()).isEqualTo(StepError.AUTHENTICATION);
        assertThat(error.getStatus()).isEqualTo(401);
        assertThat(error.getDetail()).contains("nobody knows 'Bearer ***'").doesNotContain("issued-token");
    }

    @Test
    void shouldRefuseADigest() {
        // When
        Problem error = workshop.failure(
                        workshop.give(call("\"scheme\": \"digest\", \"username\": \"a\", \"password\": \"b\"", "{}")))
                .getError();

        // Then
        assertThat(error.getType()).isEqualTo(StepError.CONFIGURATION);
        assertThat(error.getDetail()).contains("no way to ask for a digest");
        assertThat(orders.headers()).isEmpty();
    }

    private static String oauth2(String client) {
        return "\"scheme\": \"oauth2\", \"grant\": \"client_credentials\", \"client\": {\"id\": \"" + client
                + "\", \"secret\": \"s3cret\"}, \"authority\": \"" + web.address("") + "\"";
    }

    private static StepCommand.Builder call(String authentication, String message) {
        return Workshop.command(
                "acme", 3, "grpc", """
                {"proto": {"endpoint": "%s"}, "method": "Echo", "arguments": %s,
                 "service": {"name": "Orders", "host": "127.0.0.1", "port": %d, "authentication": {%s}}}
                """.formatted(web.address("/orders.proto"), message, orders.port(), authentication));
    }
}
